package dev.engram.training.data;

import java.util.Collections;
import java.util.Random;

/**
 * Random tokens, repeated: begin of text, then a run of uniform random tokens of random length, again and again until the sequence is full.
 * What induction heads grow from (Olsson et al. 2022); the length varies so that no fixed distance helps.
 */
public final class RepeatedSequences implements BatchSource {

    private final SequenceShape shape;
    private final int vocabulary;
    private final long seed;

    /**
     * Sequences over a vocabulary whose token 0 begins a text.
     *
     * @param vocabulary V; tokens 1 to V-1 are drawn
     */
    public RepeatedSequences(SequenceShape shape, int vocabulary, long seed) {
        this.shape = shape;
        this.vocabulary = vocabulary;
        this.seed = seed;
    }

    @Override
    public TokenBatch batch(int step) {
        Random random = new Random(seed * 1_000_003 + step);
        int length = shape.length();
        int[] ids = new int[shape.sequences() * length];
        for (int sequence = 0; sequence < shape.sequences(); sequence++) {
            int period = length / 8 + random.nextInt((length - 1) / 2 - length / 8 + 1);
            for (int position = 1; position < length; position++) {
                ids[sequence * length + position] = position <= period
                        ? 1 + random.nextInt(vocabulary - 1)
                        : ids[sequence * length + position - period];
            }
        }
        return new TokenBatch(shape.sequences(), length, ids, Collections.nCopies(shape.layers(), causal()));
    }

    private boolean[] causal() {
        int length = shape.length();
        boolean[] visible = new boolean[shape.sequences() * length * length];
        for (int i = 0; i < visible.length; i++) {
            visible[i] = i % length <= i / length % length;
        }
        return visible;
    }
}
