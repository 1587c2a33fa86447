package dev.engram.models.weights;

/**
 * Which entries of a parameter that holds several maps side by side are one map's: {@code runs} runs of {@code length} entries each, the
 * first of them at {@code from}, {@code step} entries from one's start to the next one's.
 */
public record Slices(int from, int length, int runs, int step) {

    public Slices {
        if (from < 0 || length < 1 || runs < 1 || (runs > 1 && step < length)) {
            throw new IllegalArgumentException(runs + " runs of " + length + " entries from " + from + " on, every "
                    + step + ", are empty, negative or overlap");
        }
    }

    /** One run: the entries {@code from} to {@code to}, the last one excluded. */
    public static Slices range(int from, int to) {
        return new Slices(from, to - from, 1, to - from);
    }

    /** The number of entries. */
    public int size() {
        return Math.multiplyExact(length, runs);
    }

    /** The parameter's entry that is the map's {@code index}-th. */
    int at(int index) {
        return start(index / length) + index % length;
    }

    /** The first entry of a run. */
    int start(int run) {
        return from + run * step;
    }
}
