package dev.engram.editing.solve;

import dev.engram.editing.update.DenseUpdate;
import dev.engram.editing.update.LowRankUpdate;
import dev.engram.editing.update.WeightUpdate;
import dev.engram.models.tensor.FloatTensor;
import org.ejml.data.DMatrixRMaj;

/** A solution delta, [D, F], in double precision. */
public sealed interface WeightDelta {

    /** delta, [D, F], fresh. */
    DMatrixRMaj matrix();

    /**
     * The same in floats, as an update of a layer.
     *
     * @throws IllegalArgumentException if an entry is too large for a float
     */
    WeightUpdate forLayer(int layer);

    /**
     * delta = left^T right.
     *
     * @param left [r, D]
     * @param right [r, F]
     */
    record Factored(DMatrixRMaj left, DMatrixRMaj right) implements WeightDelta {
        @Override
        public DMatrixRMaj matrix() {
            return Products.transposedFirst(left, right);
        }

        @Override
        public WeightUpdate forLayer(int layer) {
            return new LowRankUpdate(layer, floats(left), floats(right));
        }
    }

    /**
     * delta itself.
     *
     * @param values [D, F]
     */
    record Full(DMatrixRMaj values) implements WeightDelta {
        @Override
        public DMatrixRMaj matrix() {
            return values.copy();
        }

        @Override
        public WeightUpdate forLayer(int layer) {
            return new DenseUpdate(layer, floats(values));
        }
    }

    private static FloatTensor floats(DMatrixRMaj matrix) {
        float[] values = new float[matrix.getNumElements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) matrix.data[i];
        }
        return FloatTensor.wrap(values, matrix.numRows, matrix.numCols);
    }
}
