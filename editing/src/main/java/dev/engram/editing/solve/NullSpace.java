package dev.engram.editing.solve;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;

/**
 * The directions that a layer's keys leave unused: U2, [F, m], the eigenvectors of C whose eigenvalue is under a threshold (AlphaEdit, Fang et
 * al. 2025, section 3.1). A change that reads keys through U2^T gives preserved keys their old values, but for their share in U2.
 *
 * <p>Immutable, for any number of threads; 8 F m bytes. The projector P = U2 U2^T is not formed.
 */
public final class NullSpace {

    private final DMatrixRMaj basis;
    private final double threshold;
    private final double largestEigenvalue;

    private NullSpace(DMatrixRMaj basis, double threshold, double largestEigenvalue) {
        this.basis = basis;
        this.threshold = threshold;
        this.largestEigenvalue = largestEigenvalue;
    }

    /**
     * The null space of a layer's C. All eigenvectors of an F x F matrix are computed: a few seconds for F = 1536, eight times that for twice
     * the width, and up to 40 F^2 bytes while it is made.
     *
     * @throws EmptyNullSpaceException if no eigenvalue is under the threshold
     */
    public static NullSpace of(KeyStatistics statistics, NullSpaceThreshold threshold) {
        SymmetricEigen eigen = SymmetricEigen.of(statistics.blocks());
        double[] values = eigen.values();
        double largest = Arrays.stream(values).max().orElseThrow();
        double limit = threshold.against(largest);
        int[] unused =
                IntStream.range(0, values.length).filter(i -> values[i] < limit).toArray();
        if (unused.length == 0) {
            double smallest = Arrays.stream(values).min().orElseThrow();
            throw new EmptyNullSpaceException(statistics.layer(), limit, smallest, largest);
        }
        DMatrixRMaj basis = new DMatrixRMaj(unused.length, statistics.width());
        for (int row = 0; row < unused.length; row++) {
            eigen.copyVector(unused[row], basis, row);
        }
        return new NullSpace(basis, limit, largest);
    }

    /** F. */
    public int width() {
        return basis.numCols;
    }

    /** m, the number of unused directions; if it is F, nothing is preserved. */
    public int dimension() {
        return basis.numRows;
    }

    /** The eigenvalue under which a direction counts as unused. */
    public double threshold() {
        return threshold;
    }

    public double largestEigenvalue() {
        return largestEigenvalue;
    }

    /**
     * U2^T K, [m, N].
     *
     * @param keys K, [F, N]
     * @throws IllegalArgumentException if they are not F wide
     */
    public DMatrixRMaj project(DMatrixRMaj keys) {
        FactoredMoment.requireWidth(width(), keys);
        return Products.plain(basis, keys);
    }

    /** (U2 X)^T, [N, F], of X, [m, N]. */
    DMatrixRMaj liftedRows(DMatrixRMaj coordinates) {
        return Products.transposedFirst(coordinates, basis);
    }
}
