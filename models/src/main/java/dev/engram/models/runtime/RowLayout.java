package dev.engram.models.runtime;

import java.util.Arrays;
import java.util.List;

/**
 * Which row of a stacked tensor is which token: every sequence has the same number of slots, one after another, and row
 * {@code sequence x slots + slot}. A slot beyond its sequence's end is padding, on the right; its position simply counts on. A sequence
 * may be padding altogether.
 */
final class RowLayout {

    private final int sequences;
    private final int slots;
    private final int[] positions;
    private final int[] ends;

    private RowLayout(int sequences, int slots, int[] positions, int[] ends) {
        this.sequences = sequences;
        this.slots = slots;
        this.positions = positions;
        this.ends = ends;
    }

    /** Sequences of some lengths, the first slot of each at its starting position. */
    static RowLayout of(int[] starts, int[] lengths) {
        int slots = Arrays.stream(lengths).max().orElseThrow();
        int[] positions = new int[starts.length * slots];
        int[] ends = new int[starts.length];
        for (int sequence = 0; sequence < starts.length; sequence++) {
            ends[sequence] = starts[sequence] + lengths[sequence];
            for (int slot = 0; slot < slots; slot++) {
                positions[sequence * slots + slot] = starts[sequence] + slot;
            }
        }
        return new RowLayout(starts.length, slots, positions, ends);
    }

    /** Only some of the rows, as many of each sequence, in order. */
    RowLayout only(int[] rows) {
        int[] kept = Arrays.stream(rows).map(row -> positions[row]).toArray();
        return new RowLayout(sequences, rows.length / sequences, kept, ends);
    }

    int sequences() {
        return sequences;
    }

    int slots() {
        return slots;
    }

    /** One past the last position of a sequence. */
    int end(int sequence) {
        return ends[sequence];
    }

    /** The position of each row. */
    int[] positions() {
        return positions;
    }

    boolean isPadding(int row) {
        return positions[row] >= ends[row / slots];
    }

    /** The row of a token, or -1 where this layout does not hold it. */
    int row(int sequence, int position) {
        int first = sequence * slots;
        int guess = position - positions[first];
        if (guess >= 0 && guess < slots && positions[first + guess] == position) {
            return first + guess;
        }
        for (int row = first; row < first + slots; row++) {
            if (positions[row] == position) {
                return row;
            }
        }
        return -1;
    }

    /** The rows of one sequence that are not padding. */
    int[] rowsOf(int sequence) {
        int first = sequence * slots;
        int[] rows = new int[slots];
        int count = 0;
        for (int row = first; row < first + slots; row++) {
            if (!isPadding(row)) {
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** The rows' tokens, padding as token 0. */
    int[] tokens(List<List<Integer>> tokenSequences) {
        int[] tokens = new int[sequences * slots];
        for (int sequence = 0; sequence < sequences; sequence++) {
            List<Integer> ids = tokenSequences.get(sequence);
            for (int slot = 0; slot < ids.size(); slot++) {
                tokens[sequence * slots + slot] = ids.get(slot);
            }
        }
        return tokens;
    }
}
