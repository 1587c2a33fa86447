package dev.engram.models.family;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How a GGUF file holds the numbers of a parameter. */
sealed interface Arrangement permits RowOrder, Arrangement.Transposed {

    /** The shape in the file of a parameter of a shape, and as well the other way round. */
    List<Long> shape(List<Long> shape);

    /**
     * The file's numbers.
     *
     * @param values the parameter's
     * @param shape the parameter's
     */
    float[] stored(float[] values, List<Long> shape);

    /**
     * The parameter's numbers.
     *
     * @param stored the file's
     * @param shape the file's
     */
    float[] restored(float[] stored, List<Long> shape);

    /** A matrix outputs first, where the Hugging Face model has its inputs first. */
    record Transposed() implements Arrangement {

        @Override
        public List<Long> shape(List<Long> shape) {
            List<Long> turned = new ArrayList<>(shape);
            Collections.reverse(turned);
            return turned;
        }

        @Override
        public float[] stored(float[] values, List<Long> shape) {
            int rows = Math.toIntExact(shape.get(0));
            int columns = Math.toIntExact(shape.get(1));
            float[] turned = new float[values.length];
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    turned[column * rows + row] = values[row * columns + column];
                }
            }
            return turned;
        }

        @Override
        public float[] restored(float[] stored, List<Long> shape) {
            return stored(stored, shape);
        }
    }
}
