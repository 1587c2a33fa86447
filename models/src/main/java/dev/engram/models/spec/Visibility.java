package dev.engram.models.spec;

/** Which keys a query may see, as a function of absolute positions, never of indices into a slice. */
public sealed interface Visibility {

    boolean sees(int queryPosition, int keyPosition);

    /** Itself and everything before. */
    record Causal() implements Visibility {
        @Override
        public boolean sees(int queryPosition, int keyPosition) {
            return keyPosition <= queryPosition;
        }
    }

    /** Itself and the {@code size - 1} positions before: a sliding window. */
    record Windowed(int size) implements Visibility {
        public Windowed {
            if (size < 1) {
                throw new IllegalArgumentException(
                        "a window of " + size + " positions; it must hold at least the query's own");
            }
        }

        @Override
        public boolean sees(int queryPosition, int keyPosition) {
            return keyPosition <= queryPosition && queryPosition - keyPosition < size;
        }
    }
}
