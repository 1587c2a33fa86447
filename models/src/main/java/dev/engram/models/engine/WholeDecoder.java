package dev.engram.models.engine;

import java.util.List;

/**
 * A decoder of which nothing is known but what goes in and what comes out: tokens, and the logits of the next. Used by one thread at a time.
 */
public interface WholeDecoder extends AutoCloseable {

    /** V, the number of logits. */
    int vocabulary();

    /** The most tokens of one sequence. */
    int contextLength();

    /**
     * Runs sequences side by side, the shorter ones padded on the right.
     *
     * @param sequences at least one; none is empty or longer than the context
     */
    PositionLogits run(List<List<Integer>> sequences);

    /** A text that grows, empty at first. The caller closes it. */
    GrowingSequence begin();

    /** The logits at all positions of a batch. */
    @FunctionalInterface
    interface PositionLogits {

        /** [V], a fresh array. */
        float[] at(int sequence, int position);
    }

    /** One sequence, of which only what is new is run where the decoder can keep the rest. */
    interface GrowingSequence extends AutoCloseable {

        /** Adds tokens, at least one, and gives the logits [V] after the last of them. */
        float[] extend(List<Integer> tokens);

        @Override
        void close();
    }

    @Override
    void close();
}
