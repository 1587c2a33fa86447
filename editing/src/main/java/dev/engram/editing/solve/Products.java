package dev.engram.editing.solve;

import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.CommonOps_MT_DDRM;

/** Products into fresh matrices; on several threads where the first factor is large, with the same sums. */
final class Products {

    private Products() {}

    /** a b. */
    static DMatrixRMaj plain(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj product = new DMatrixRMaj(a.numRows, b.numCols);
        return EjmlConcurrency.useConcurrent(a)
                ? CommonOps_MT_DDRM.mult(a, b, product)
                : CommonOps_DDRM.mult(a, b, product);
    }

    /** a^T b. */
    static DMatrixRMaj transposedFirst(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj product = new DMatrixRMaj(a.numCols, b.numCols);
        return EjmlConcurrency.useConcurrent(a)
                ? CommonOps_MT_DDRM.multTransA(a, b, product)
                : CommonOps_DDRM.multTransA(a, b, product);
    }

    /** a b^T. */
    static DMatrixRMaj transposedSecond(DMatrixRMaj a, DMatrixRMaj b) {
        DMatrixRMaj product = new DMatrixRMaj(a.numRows, b.numRows);
        return EjmlConcurrency.useConcurrent(a)
                ? CommonOps_MT_DDRM.multTransB(a, b, product)
                : CommonOps_DDRM.multTransB(a, b, product);
    }
}
