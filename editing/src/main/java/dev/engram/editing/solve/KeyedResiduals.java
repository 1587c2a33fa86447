package dev.engram.editing.solve;

import dev.engram.models.tensor.FloatTensor;
import java.util.List;
import org.ejml.data.DMatrixRMaj;

/**
 * What N facts ask of an update: for key k_i the value should change by r_i.
 *
 * @param keys K, [F, N], a key a column; kept, so it must not change while this is in use
 * @param residuals R, [D, N]: the wanted values less those that W gives; kept likewise
 */
public record KeyedResiduals(DMatrixRMaj keys, DMatrixRMaj residuals) {

    public KeyedResiduals {
        if (keys.numCols != residuals.numCols || keys.numCols == 0 || keys.numRows == 0 || residuals.numRows == 0) {
            throw new IllegalArgumentException("keys of shape [" + keys.numRows + ", " + keys.numCols
                    + "] and residuals of shape [" + residuals.numRows + ", " + residuals.numCols
                    + "]; both need a column for each fact, and at least one");
        }
        requireFinite("key", keys);
        requireFinite("residual", residuals);
    }

    /** From one vector a fact: keys of F numbers each, residuals of D. */
    public static KeyedResiduals of(List<FloatTensor> keys, List<FloatTensor> residuals) {
        return new KeyedResiduals(columns("keys", keys), columns("residuals", residuals));
    }

    /** N. */
    public int count() {
        return keys.numCols;
    }

    /** F. */
    public int inputs() {
        return keys.numRows;
    }

    /** D. */
    public int outputs() {
        return residuals.numRows;
    }

    private static DMatrixRMaj columns(String name, List<FloatTensor> vectors) {
        int rows = vectors.isEmpty() ? 0 : vectors.get(0).size();
        DMatrixRMaj columns = new DMatrixRMaj(rows, vectors.size());
        for (int column = 0; column < vectors.size(); column++) {
            FloatTensor vector = vectors.get(column);
            if (!vector.shape().equals(List.of(rows))) {
                throw new IllegalArgumentException(name + ": number " + column + " has shape " + vector.shape()
                        + ", the first has " + rows + " numbers");
            }
            float[] values = vector.toArray();
            for (int row = 0; row < rows; row++) {
                columns.set(row, column, values[row]);
            }
        }
        return columns;
    }

    private static void requireFinite(String name, DMatrixRMaj columns) {
        for (int row = 0; row < columns.numRows; row++) {
            for (int column = 0; column < columns.numCols; column++) {
                if (!Double.isFinite(columns.get(row, column))) {
                    throw new IllegalArgumentException("the " + name + " of fact " + column + " has "
                            + columns.get(row, column) + " as its entry " + row);
                }
            }
        }
    }
}
