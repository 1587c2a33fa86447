package dev.engram.models.family;

import java.util.List;

/** In which order a GGUF file holds the rows of a parameter. */
sealed interface RowOrder extends Arrangement {

    /** The file's row that is the Hugging Face model's {@code row}-th. */
    int stored(int row);

    @Override
    default List<Long> shape(List<Long> shape) {
        return shape;
    }

    @Override
    default float[] stored(float[] values, List<Long> shape) {
        int rows = Math.toIntExact(shape.get(0));
        int length = values.length / rows;
        float[] stored = new float[values.length];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(values, row * length, stored, stored(row) * length, length);
        }
        return stored;
    }

    @Override
    default float[] restored(float[] stored, List<Long> shape) {
        int rows = Math.toIntExact(shape.get(0));
        int length = stored.length / rows;
        float[] values = new float[stored.length];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(stored, stored(row) * length, values, row * length, length);
        }
        return values;
    }

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
