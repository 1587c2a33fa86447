package dev.engram.training;

/** Hears of each step that a run has done. */
@FunctionalInterface
public interface TrainingProgress {

    /**
     * A step is done.
     *
     * @param step the first is 1
     * @param loss of its batch, in nats
     */
    void advance(int step, int steps, float loss);
}
