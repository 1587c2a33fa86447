package dev.engram.benchmarks;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.engram.models.ForwardRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Sequences of equal length, with ids that a program in any language can make: the k-th number of x ← 48271 x mod (2³¹ - 1), begun with 1,
 * modulo the vocabulary ({@code peers/forward.py} does the same).
 */
record Batch(int sequences, int length) {

    private static final int MULTIPLIER = 48_271;

    Batch {
        if (sequences < 1 || length < 1) {
            throw new IllegalArgumentException("no batch of " + sequences + " x " + length + " tokens");
        }
    }

    /** A plain pass over the batch, for the logits at the last positions. */
    ForwardRequest request(int vocabulary) {
        List<List<Integer>> ids = new ArrayList<>();
        long state = 1;
        for (int sequence = 0; sequence < sequences; sequence++) {
            List<Integer> row = new ArrayList<>();
            for (int position = 0; position < length; position++) {
                state = state * MULTIPLIER % Integer.MAX_VALUE;
                row.add((int) (state % vocabulary));
            }
            ids.add(row);
        }
        return ForwardRequest.of(ids);
    }

    @Override
    @JsonValue
    public String toString() {
        return sequences + "x" + length;
    }
}
