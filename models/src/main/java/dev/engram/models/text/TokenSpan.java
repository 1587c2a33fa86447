package dev.engram.models.text;

/** A run of tokens: positions {@code from} to {@code to}, the last one excluded; never empty. */
public record TokenSpan(int from, int to) {

    public TokenSpan {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("empty or negative token span [" + from + ", " + to + ")");
        }
    }

    public int length() {
        return to - from;
    }

    public int last() {
        return to - 1;
    }

    public boolean contains(int position) {
        return position >= from && position < to;
    }
}
