package dev.engram.editing.solve;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * How much the keys of N facts have in common, K^T C^-1 K + a I, factored. It is scaled to a diagonal of ones first, so that keys of
 * different lengths do not pass for dependent ones.
 */
final class KeyOverlap {

    /** Under this a value would be met to six digits at most. */
    private static final double LEAST_RECIPROCAL_CONDITION = 1e-10;

    private final double[] scales;
    private final BlockCholesky factor;

    private KeyOverlap(double[] scales, BlockCholesky factor) {
        this.scales = scales;
        this.factor = factor;
    }

    /** @param directions C^-1 K, [F, N] */
    static KeyOverlap of(DMatrixRMaj keys, DMatrixRMaj directions, double weight) {
        DMatrixRMaj overlap = Products.transposedFirst(keys, directions);
        int facts = overlap.numRows;
        double[] scales = new double[facts];
        for (int fact = 0; fact < facts; fact++) {
            requireLength(fact, overlap.get(fact, fact), keys, directions);
            overlap.add(fact, fact, weight);
            scales[fact] = 1 / Math.sqrt(overlap.get(fact, fact));
        }
        scaleRows(overlap, scales);
        CommonOps_DDRM.transpose(overlap);
        scaleRows(overlap, scales);
        BlockCholesky factor =
                BlockCholesky.of(overlap, LEAST_RECIPROCAL_CONDITION).orElseThrow(() -> dependent(overlap));
        return new KeyOverlap(scales, factor);
    }

    /** L^-1 X^T with L L^T the matrix: [N, rows of X]. */
    DMatrixRMaj solveLower(DMatrixRMaj columns) {
        DMatrixRMaj rows = CommonOps_DDRM.transpose(columns, null);
        scaleRows(rows, scales);
        return factor.solveLower(rows);
    }

    /** k^T C^-1 k is positive for every key but zero; what rounding leaves of it is not divided by. */
    private static void requireLength(int fact, double length, DMatrixRMaj keys, DMatrixRMaj directions) {
        double bound = columnNorm(keys, fact) * columnNorm(directions, fact);
        if (!(length > BlockCholesky.roundingOf(keys.numRows) * bound) || length < Double.MIN_NORMAL) {
            throw new IllegalArgumentException("the key k of fact " + fact + " has k^T C^-1 k = " + length
                    + ", which is no length to divide by (|k| |C^-1 k| = " + bound + ")");
        }
    }

    private static double columnNorm(DMatrixRMaj matrix, int column) {
        double sum = 0;
        for (int row = 0; row < matrix.numRows; row++) {
            sum += matrix.get(row, column) * matrix.get(row, column);
        }
        return Math.sqrt(sum);
    }

    private static void scaleRows(DMatrixRMaj matrix, double[] factors) {
        for (int row = 0; row < matrix.numRows; row++) {
            for (int column = 0; column < matrix.numCols; column++) {
                matrix.set(row, column, factors[row] * matrix.get(row, column));
            }
        }
    }

    /** Names the two facts whose keys are most alike. */
    private static DependentKeysException dependent(DMatrixRMaj overlap) {
        int first = 0;
        int second = 0;
        double cosine = 0;
        for (int i = 0; i < overlap.numRows; i++) {
            for (int j = 0; j < i; j++) {
                if (Math.abs(overlap.get(i, j)) > cosine) {
                    cosine = Math.abs(overlap.get(i, j));
                    first = j;
                    second = i;
                }
            }
        }
        return new DependentKeysException(overlap.numRows, first, second, cosine);
    }
}
