package dev.engram.training.data;

/** Endless training data. A step's batch depends on nothing but the source's seed and the step, so a run can stop and go on anywhere. */
public interface BatchSource {

    TokenBatch batch(int step);
}
