package dev.engram.editing.solve;

import static dev.engram.editing.solve.RandomMatrices.assertClose;
import static dev.engram.editing.solve.RandomMatrices.normal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.testing.SeededCases;
import dev.engram.testing.Tolerances;
import java.util.Random;
import java.util.stream.Stream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SymmetricEigenTest {

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(3);
    }

    private static DMatrixRMaj vectors(SymmetricEigen eigen) {
        int size = eigen.values().length;
        DMatrixRMaj vectors = new DMatrixRMaj(size, size);
        for (int i = 0; i < size; i++) {
            eigen.copyVector(i, vectors, i);
        }
        return vectors;
    }

    /** Widths on both sides of a stripe of 32 columns, and of a batch of 2^14 rotations. */
    @ParameterizedTest
    @MethodSource("seeds")
    void vectors_are_orthonormal_and_values_give_the_matrix_back(long seed) {
        Random random = new Random(seed);
        for (int size : new int[] {1, 2, 31, 32, 33, 230}) {
            DMatrixRMaj half = normal(size, size, random);
            DMatrixRMaj matrix = CommonOps_DDRM.add(half, CommonOps_DDRM.transpose(half, null), null);

            SymmetricEigen eigen = SymmetricEigen.of(BlockCholesky.blocks(matrix));

            DMatrixRMaj vectors = vectors(eigen);
            assertClose(
                    CommonOps_DDRM.multTransB(vectors, vectors, null),
                    CommonOps_DDRM.identity(size),
                    Tolerances.VALUE_RELATIVE);
            DMatrixRMaj scaled = vectors.copy();
            CommonOps_DDRM.multRows(eigen.values(), scaled);
            assertClose(CommonOps_DDRM.multTransA(scaled, vectors, null), matrix, Tolerances.VALUE_RELATIVE);
        }
    }

    @Test
    void equal_values_are_no_trouble() {
        SymmetricEigen eigen = SymmetricEigen.of(BlockCholesky.blocks(CommonOps_DDRM.identity(40)));

        assertThat(eigen.values()).containsOnly(1);
        assertClose(vectors(eigen), CommonOps_DDRM.identity(40), Tolerances.VALUE_RELATIVE);
    }
}
