package dev.engram.editing.solve;

import java.util.Arrays;
import java.util.Optional;
import org.ejml.data.DMatrixRBlock;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.NormOps_DDRM;
import org.jspecify.annotations.Nullable;

/**
 * The uncentred second moment of a layer's keys over n tokens of text: C = (1/n) sum of k k^T, [F, F] (Meng et al. 2022, section 3.1: the
 * C of eq. 2). Held as the sum and n, so that what is saved and read again is the same to the bit.
 *
 * <p>Immutable; 8 F^2 bytes.
 */
public final class KeyStatistics {

    /** How far entries may be off, as a share of sqrt(c_ii c_jj): sums of 10^7 products in float32, as published files hold them. */
    private static final double SUM_ERROR = 1e-3;

    private final int layer;
    private final DMatrixRMaj sums;
    private final long count;
    private final @Nullable StatisticsStamp stamp;

    private KeyStatistics(int layer, DMatrixRMaj sums, long count, @Nullable StatisticsStamp stamp) {
        if (count < 1) {
            throw new IllegalArgumentException("a second moment over " + count + " keys; it takes at least 1");
        }
        this.layer = layer;
        this.sums = sums;
        this.count = count;
        this.stamp = stamp;
    }

    /**
     * Statistics with their stamp.
     *
     * @param sums the sum of k k^T, F x F, row-major; kept and made symmetric: the caller must not touch it again
     * @throws IllegalArgumentException if it is not F x F, or no sum of k k^T: not finite, not symmetric, negative on the diagonal, larger
     *     beside it than the diagonal allows, or zero throughout
     */
    public static KeyStatistics stamped(StatisticsStamp stamp, double[] sums) {
        return new KeyStatistics(
                stamp.layer(), secondMoment(stamp.layer(), stamp.width(), sums), stamp.tokens(), stamp);
    }

    /**
     * Statistics of which nobody says what they are of.
     *
     * @param layer that the caller takes them for
     * @param sums as for {@link #stamped}
     */
    public static KeyStatistics unstamped(int layer, int width, long count, double[] sums) {
        return new KeyStatistics(layer, secondMoment(layer, width, sums), count, null);
    }

    /** The layer whose keys they are, from 0. */
    public int layer() {
        return layer;
    }

    /** F. */
    public int width() {
        return sums.numRows;
    }

    /** n, the number of keys. */
    public long count() {
        return count;
    }

    /** What they are of; empty for files of other tools. */
    public Optional<StatisticsStamp> stamp() {
        return Optional.ofNullable(stamp);
    }

    /** An entry of the sum of k k^T, not divided by n. */
    public double sum(int row, int column) {
        return sums.get(row, column);
    }

    /** C, [F, F], a copy. */
    public DMatrixRMaj moment() {
        DMatrixRMaj moment = sums.copy();
        for (int i = 0; i < moment.data.length; i++) {
            moment.data[i] /= count;
        }
        return moment;
    }

    /** The mean of C's diagonal: the mean square of a key's entry. */
    public double meanSquare() {
        double trace = 0;
        for (int i = 0; i < width(); i++) {
            trace += sums.get(i, i);
        }
        return trace / count / width();
    }

    /** C in blocks, a copy. */
    DMatrixRBlock blocks() {
        DMatrixRBlock moment = BlockCholesky.blocks(sums);
        for (int i = 0; i < moment.getNumElements(); i++) {
            moment.data[i] /= count;
        }
        return moment;
    }

    /** |C|_1, the largest sum of a column's absolute values. */
    double columnNorm() {
        return NormOps_DDRM.inducedP1(sums) / count;
    }

    private static DMatrixRMaj secondMoment(int layer, int width, double[] sums) {
        if (width < 1 || sums.length != (long) width * width) {
            throw notASum(layer, sums.length + " entries for keys of width " + width);
        }
        double[] lengths = new double[width];
        for (int i = 0; i < width; i++) {
            double square = sums[i * width + i];
            if (!(square >= 0 && square < Double.POSITIVE_INFINITY)) {
                throw notASum(layer, "diagonal entry " + i + " is " + square);
            }
            lengths[i] = Math.sqrt(square);
        }
        if (Arrays.stream(lengths).sum() == 0) {
            throw notASum(layer, "it is zero throughout");
        }
        DMatrixRMaj matrix = DMatrixRMaj.wrap(width, width, sums);
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < i; j++) {
                symmetrize(layer, i, j, lengths[i] * lengths[j], matrix);
            }
        }
        return matrix;
    }

    /** @param bound what an entry can be at most, by Cauchy and Schwarz */
    private static void symmetrize(int layer, int i, int j, double bound, DMatrixRMaj sums) {
        double lower = sums.get(i, j);
        double upper = sums.get(j, i);
        // Written so that NaN fails.
        if (!(Math.abs(lower) <= (1 + SUM_ERROR) * bound && Math.abs(upper) <= (1 + SUM_ERROR) * bound)) {
            throw notASum(layer, entries(i, j, lower, upper) + ", where the diagonal allows at most " + bound);
        }
        if (Math.abs(lower - upper) > SUM_ERROR * bound) {
            throw notASum(layer, "it is not symmetric: " + entries(i, j, lower, upper));
        }
        if (lower != upper) {
            sums.set(i, j, 0.5 * (lower + upper));
            sums.set(j, i, 0.5 * (lower + upper));
        }
    }

    private static String entries(int i, int j, double lower, double upper) {
        return "entries (" + i + ", " + j + ") and (" + j + ", " + i + ") are " + lower + " and " + upper;
    }

    private static IllegalArgumentException notASum(int layer, String problem) {
        return new IllegalArgumentException("the sum of k k^T of layer " + layer + ": " + problem);
    }
}
