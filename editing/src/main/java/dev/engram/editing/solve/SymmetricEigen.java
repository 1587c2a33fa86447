package dev.engram.editing.solve;

import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.eig.SymmetricQRAlgorithmDecomposition_DDRM;
import org.ejml.dense.row.decomposition.hessenberg.TridiagonalDecompositionHouseholder_DDRM;
import org.ejml.dense.row.decomposition.hessenberg.TridiagonalDecompositionHouseholder_MT_DDRM;
import org.ejml.interfaces.decomposition.TridiagonalSimilarDecomposition_F64;

/** All eigenvalues and eigenvectors of a symmetric matrix: tridiagonal by Householder's reflections, then implicit QR. */
final class SymmetricEigen {

    private final SymmetricQRAlgorithmDecomposition_DDRM decomposition;

    private SymmetricEigen(SymmetricQRAlgorithmDecomposition_DDRM decomposition) {
        this.decomposition = decomposition;
    }

    /** @param matrix [F, F], overwritten */
    static SymmetricEigen of(DMatrixRMaj matrix) {
        TridiagonalSimilarDecomposition_F64<DMatrixRMaj> tridiagonal = EjmlConcurrency.useConcurrent(matrix)
                ? new TridiagonalDecompositionHouseholder_MT_DDRM()
                : new TridiagonalDecompositionHouseholder_DDRM();
        SymmetricQRAlgorithmDecomposition_DDRM decomposition =
                new SymmetricQRAlgorithmDecomposition_DDRM(tridiagonal, true);
        if (!decomposition.decompose(matrix)) {
            throw new ArithmeticException(
                    "the eigenvalues of a symmetric matrix of size " + matrix.numRows + " did not settle");
        }
        return new SymmetricEigen(decomposition);
    }

    /** How many there are, F; in no order. */
    int count() {
        return decomposition.getNumberOfEigenvalues();
    }

    double value(int index) {
        return decomposition.getEigenvalue(index).getReal();
    }

    /** Of length one, [F, 1]. */
    DMatrixRMaj vector(int index) {
        return decomposition.getEigenVector(index);
    }
}
