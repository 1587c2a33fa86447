package dev.engram.models.tensor;

import java.util.stream.IntStream;

/** Whole numbers {@code from} to {@code to}, the last one excluded; never empty. Layers, positions, sequences: all are 0-based. */
public record IndexRange(int from, int to) {

    public IndexRange {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("empty or negative range [" + from + ", " + to + ")");
        }
    }

    public static IndexRange single(int index) {
        return new IndexRange(index, index + 1);
    }

    public int length() {
        return to - from;
    }

    public boolean contains(int index) {
        return index >= from && index < to;
    }

    public IntStream indices() {
        return IntStream.range(from, to);
    }
}
