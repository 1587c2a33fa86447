package dev.engram.models;

/** Layers {@code from} to {@code to}, the last one excluded; never empty. */
public record LayerRange(int from, int to) {

    public LayerRange {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("empty or negative layer range [" + from + ", " + to + ")");
        }
    }
}
