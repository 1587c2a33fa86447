package dev.engram.editing.solve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.tensor.FloatTensor;
import java.util.Random;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;

/** Seeded matrices for tests, and their comparison. */
final class RandomMatrices {

    private RandomMatrices() {}

    /** Independent standard normal entries. */
    static DMatrixRMaj normal(int rows, int columns, Random random) {
        DMatrixRMaj matrix = new DMatrixRMaj(rows, columns);
        for (int i = 0; i < matrix.data.length; i++) {
            matrix.data[i] = random.nextGaussian();
        }
        return matrix;
    }

    /** Keys in columns that fill only the span of as many directions, [F, count]. */
    static DMatrixRMaj keysIn(DMatrixRMaj directions, int count, Random random) {
        return CommonOps_DDRM.mult(directions, normal(directions.numCols, count, random), null);
    }

    /** Statistics of keys in columns. */
    static KeyStatistics statistics(DMatrixRMaj keys) {
        DMatrixRMaj sums = CommonOps_DDRM.multTransB(keys, keys, null);
        return KeyStatistics.unstamped(0, keys.numRows, keys.numCols, sums.data);
    }

    /** Statistics of normal keys, 10 times as many as they have entries. */
    static KeyStatistics statistics(int width, Random random) {
        return statistics(normal(width, 10 * width, random));
    }

    static FloatTensor floats(DMatrixRMaj matrix) {
        float[] values = new float[matrix.getNumElements()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) matrix.data[i];
        }
        return FloatTensor.of(values, matrix.numRows, matrix.numCols);
    }

    static DMatrixRMaj doubles(FloatTensor matrix) {
        DMatrixRMaj doubles = new DMatrixRMaj(matrix.dimension(0), matrix.dimension(1));
        float[] values = matrix.toArray();
        for (int i = 0; i < values.length; i++) {
            doubles.data[i] = values[i];
        }
        return doubles;
    }

    static double norm(DMatrixRMaj matrix) {
        return NormOps_DDRM.normF(matrix);
    }

    /** Fails unless ||actual - expected|| <= tolerance ||expected||, by Frobenius norms. */
    static void assertClose(DMatrixRMaj actual, DMatrixRMaj expected, double tolerance) {
        assertThat(new int[] {actual.numRows, actual.numCols}).containsExactly(expected.numRows, expected.numCols);
        double difference = norm(CommonOps_DDRM.subtract(actual, expected, null));
        assertThat(difference / norm(expected))
                .as("relative difference of matrices of norms %s and %s", norm(actual), norm(expected))
                .isLessThanOrEqualTo(tolerance);
    }
}
