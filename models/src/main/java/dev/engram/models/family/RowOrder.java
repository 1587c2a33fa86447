package dev.engram.models.family;

/** In which order a GGUF file holds the rows of a parameter, where that is not the Hugging Face model's. */
sealed interface RowOrder {

    /** The file's row that is the Hugging Face model's {@code row}-th. */
    int stored(int row);

    /** The same order. */
    record Same() implements RowOrder {
        @Override
        public int stored(int row) {
            return row;
        }
    }

    /** In each head the two halves interleaved, so that entries that are turned together are neighbours. */
    record InterleavedHalves(int headWidth) implements RowOrder {
        @Override
        public int stored(int row) {
            int inHead = row % headWidth;
            int half = headWidth / 2;
            return row - inHead + 2 * (inHead % half) + inHead / half;
        }
    }

    /** All queries, then all keys, then all values, where the Hugging Face model has the three of a head together. */
    record SeparateThirds(int heads, int headWidth) implements RowOrder {
        @Override
        public int stored(int row) {
            int head = row / (3 * headWidth);
            int third = row / headWidth % 3;
            return (third * heads + head) * headWidth + row % headWidth;
        }
    }
}
