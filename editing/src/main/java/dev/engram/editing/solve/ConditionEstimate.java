package dev.engram.editing.solve;

import org.ejml.data.DMatrixRMaj;

/**
 * The reciprocal condition of a factored matrix, 1 / (|A|_1 |A^-1|_1), from a few solves (Higham 1988, "FORTRAN codes for estimating the
 * one-norm of a real or complex matrix", algorithm 4.1, as in LAPACK's dlacon). The condition is never overestimated, and nearly always found
 * within a factor of 3. EJML's own quality is a product over the diagonal, which is 0 for a matrix of a model's size.
 */
final class ConditionEstimate {

    private static final int ROUNDS = 5;

    private ConditionEstimate() {}

    /** @param norm |A|_1, the largest sum of a column's absolute values */
    static double reciprocal(BlockCholesky factor, double norm) {
        return 1 / norm / inverseNorm(factor);
    }

    private static double inverseNorm(BlockCholesky factor) {
        int size = factor.size();
        DMatrixRMaj direction = new DMatrixRMaj(size, 1);
        direction.fill(1.0 / size);
        DMatrixRMaj image = factor.solve(direction);
        double estimate = sum(image);
        for (int round = 0; round < ROUNDS; round++) {
            DMatrixRMaj gradient = factor.solve(signs(image));
            int steepest = largest(gradient);
            if (Math.abs(gradient.data[steepest]) <= dot(gradient, direction)) {
                break;
            }
            direction.zero();
            direction.data[steepest] = 1;
            image = factor.solve(direction);
            if (sum(image) <= estimate) {
                break;
            }
            estimate = sum(image);
        }
        return Math.max(estimate, 2 * sum(factor.solve(alternating(size))) / (3 * size));
    }

    /** The direction that finds what the search above misses when it stops early. */
    private static DMatrixRMaj alternating(int size) {
        DMatrixRMaj direction = new DMatrixRMaj(size, 1);
        for (int i = 0; i < size; i++) {
            direction.data[i] = (i % 2 == 0 ? 1 : -1) * (1 + i / (double) Math.max(1, size - 1));
        }
        return direction;
    }

    private static DMatrixRMaj signs(DMatrixRMaj vector) {
        DMatrixRMaj signs = new DMatrixRMaj(vector.numRows, 1);
        for (int i = 0; i < signs.numRows; i++) {
            signs.data[i] = vector.data[i] < 0 ? -1 : 1;
        }
        return signs;
    }

    private static int largest(DMatrixRMaj vector) {
        int largest = 0;
        for (int i = 1; i < vector.numRows; i++) {
            if (Math.abs(vector.data[i]) > Math.abs(vector.data[largest])) {
                largest = i;
            }
        }
        return largest;
    }

    private static double sum(DMatrixRMaj vector) {
        double sum = 0;
        for (int i = 0; i < vector.numRows; i++) {
            sum += Math.abs(vector.data[i]);
        }
        return sum;
    }

    private static double dot(DMatrixRMaj a, DMatrixRMaj b) {
        double sum = 0;
        for (int i = 0; i < a.numRows; i++) {
            sum += a.data[i] * b.data[i];
        }
        return sum;
    }
}
