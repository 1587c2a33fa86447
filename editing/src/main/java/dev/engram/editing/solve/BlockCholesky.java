package dev.engram.editing.solve;

import java.util.Optional;
import org.ejml.EjmlParameters;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.DMatrixRBlock;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DSubmatrixD1;
import org.ejml.dense.block.MatrixOps_DDRB;
import org.ejml.dense.block.RankUpdate_DDRB;
import org.ejml.dense.block.RankUpdate_MT_DDRB;
import org.ejml.dense.block.TriangularSolver_DDRB;
import org.ejml.dense.block.TriangularSolver_MT_DDRB;
import org.ejml.dense.block.decomposition.chol.InnerCholesky_DDRB;
import org.ejml.dense.row.NormOps_DDRM;

/**
 * A = L L^T with lower triangular L, in EJML's blocks. The loop over blocks is EJML's {@code CholeskyOuterForm_DDRB}, written again because
 * its sibling for several threads (0.46.1) updates the trailing matrix, where nearly all work is, on one.
 *
 * <p>Immutable, for any number of threads.
 */
final class BlockCholesky {

    private final DMatrixRBlock lower;

    private BlockCholesky(DMatrixRBlock lower) {
        this.lower = lower;
    }

    /** A symmetric matrix in the layout that is factored, a copy. */
    static DMatrixRBlock blocks(DMatrixRMaj matrix) {
        return MatrixOps_DDRB.convert(matrix, EjmlParameters.BLOCK_WIDTH);
    }

    /**
     * Factors a symmetric matrix in its place.
     *
     * @param matrix its lower triangle is read; becomes the factor's
     * @return empty if the matrix is not positive definite to rounding
     */
    static Optional<BlockCholesky> of(DMatrixRBlock matrix) {
        int length = matrix.blockLength;
        int size = matrix.numCols;
        for (int start = 0; start < size; start += length) {
            int end = Math.min(start + length, size);
            DSubmatrixD1 diagonal = new DSubmatrixD1(matrix, start, end, start, end);
            if (!InnerCholesky_DDRB.lower(diagonal)) {
                return Optional.empty();
            }
            if (end < size) {
                DSubmatrixD1 below = new DSubmatrixD1(matrix, end, size, start, end);
                DSubmatrixD1 trailing = new DSubmatrixD1(matrix, end, size, end, size);
                if (EjmlConcurrency.useConcurrent(matrix)) {
                    TriangularSolver_MT_DDRB.lsolveBlock(length, false, diagonal, below, false, true);
                    RankUpdate_MT_DDRB.symmRankNMinus_L(length, trailing, below);
                } else {
                    TriangularSolver_DDRB.lsolveBlock(length, false, diagonal, below, false, true);
                    RankUpdate_DDRB.symmRankNMinus_L(length, trailing, below);
                }
            }
        }
        for (int i = 0; i < size; i++) {
            // Not finite where numbers overflowed, which no comparison with zero has seen.
            if (!Double.isFinite(matrix.get(i, i))) {
                return Optional.empty();
            }
        }
        return Optional.of(new BlockCholesky(matrix));
    }

    /**
     * A symmetric matrix factored, if its reciprocal condition is no less than a bound.
     *
     * @param matrix not modified
     */
    static Optional<BlockCholesky> of(DMatrixRMaj matrix, double leastReciprocalCondition) {
        double norm = NormOps_DDRM.inducedP1(matrix);
        return of(blocks(matrix))
                .filter(factor -> ConditionEstimate.reciprocal(factor, norm) >= leastReciprocalCondition);
    }

    /** The reciprocal condition that rounding alone, a unit in the last place for each row, takes a singular matrix to. */
    static double roundingOf(int size) {
        return size * Math.ulp(1.0);
    }

    int size() {
        return lower.numCols;
    }

    /** A^-1 X, [size, N]. */
    DMatrixRMaj solve(DMatrixRMaj right) {
        DMatrixRBlock solution = blocks(right);
        solveTriangle(solution, false);
        solveTriangle(solution, true);
        return MatrixOps_DDRB.convert(solution, null);
    }

    /** L^-1 X, [size, N]. */
    DMatrixRMaj solveLower(DMatrixRMaj right) {
        DMatrixRBlock solution = blocks(right);
        solveTriangle(solution, false);
        return MatrixOps_DDRB.convert(solution, null);
    }

    private void solveTriangle(DMatrixRBlock solution, boolean transposed) {
        DSubmatrixD1 triangle = new DSubmatrixD1(lower);
        if (EjmlConcurrency.useConcurrent(solution)) {
            TriangularSolver_MT_DDRB.lsolve(lower.blockLength, false, triangle, new DSubmatrixD1(solution), transposed);
        } else {
            TriangularSolver_DDRB.lsolve(lower.blockLength, false, triangle, new DSubmatrixD1(solution), transposed);
        }
    }
}
