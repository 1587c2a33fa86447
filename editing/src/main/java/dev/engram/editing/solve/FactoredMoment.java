package dev.engram.editing.solve;

import java.util.Optional;
import org.ejml.data.DMatrixRBlock;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/** C + ridge I as its Cholesky factor, beside the statistics: 16 F^2 bytes, and no more while it is made. */
final class FactoredMoment implements PreservedKeys {

    private static final int SMALLEST_RIDGE_POWER = -8;
    private static final int LARGEST_RIDGE_POWER = -2;

    private final KeyStatistics statistics;
    private final BlockCholesky factor;
    private final double ridge;
    private final double reciprocalCondition;

    private FactoredMoment(KeyStatistics statistics, BlockCholesky factor, double ridge, double reciprocalCondition) {
        this.statistics = statistics;
        this.factor = factor;
        this.ridge = ridge;
        this.reciprocalCondition = reciprocalCondition;
    }

    static FactoredMoment withSmallestRidge(KeyStatistics statistics) {
        Attempt attempt = Attempt.at(statistics, 0);
        for (int power = SMALLEST_RIDGE_POWER; power <= LARGEST_RIDGE_POWER && !attempt.isGood(); power++) {
            attempt = Attempt.at(statistics, statistics.meanSquare() * Math.pow(10, power));
        }
        return attempt.orThrow("no ridge up to " + attempt.ridge + " mends it");
    }

    static FactoredMoment withoutRidge(KeyStatistics statistics) {
        return Attempt.at(statistics, 0).orThrow("no ridge may be added");
    }

    /** Refuses keys of another width. */
    static void requireWidth(int width, DMatrixRMaj keys) {
        if (keys.numRows != width) {
            throw new IllegalArgumentException("keys of shape [" + keys.numRows + ", " + keys.numCols
                    + "], a key a column, for statistics of width " + width);
        }
    }

    @Override
    public int width() {
        return statistics.width();
    }

    @Override
    public DMatrixRMaj solve(DMatrixRMaj keys) {
        requireWidth(width(), keys);
        return factor.solve(keys);
    }

    @Override
    public DMatrixRMaj scaled(double weight) {
        DMatrixRMaj scaled = statistics.moment();
        for (int i = 0; i < width(); i++) {
            scaled.add(i, i, ridge);
        }
        CommonOps_DDRM.scale(weight, scaled);
        return scaled;
    }

    @Override
    public double ridge() {
        return ridge;
    }

    @Override
    public double reciprocalCondition() {
        return reciprocalCondition;
    }

    /** C factored with one ridge, or not. */
    private record Attempt(
            KeyStatistics statistics, double ridge, Optional<BlockCholesky> factor, double reciprocalCondition) {

        static Attempt at(KeyStatistics statistics, double ridge) {
            DMatrixRBlock moment = statistics.blocks();
            for (int i = 0; i < moment.numRows; i++) {
                moment.set(i, i, moment.get(i, i) + ridge);
            }
            double norm = statistics.columnNorm() + ridge;
            Optional<BlockCholesky> factor = BlockCholesky.of(moment);
            double reciprocal =
                    factor.map(made -> ConditionEstimate.reciprocal(made, norm)).orElse(0.0);
            return new Attempt(statistics, ridge, factor, reciprocal);
        }

        private double leastReciprocalCondition() {
            return BlockCholesky.roundingOf(statistics.width());
        }

        boolean isGood() {
            return factor.isPresent() && reciprocalCondition >= leastReciprocalCondition();
        }

        FactoredMoment orThrow(String remedy) {
            if (!isGood()) {
                throw new SingularStatisticsException(
                        statistics, ridge, reciprocalCondition, leastReciprocalCondition(), remedy);
            }
            return new FactoredMoment(statistics, factor.orElseThrow(), ridge, reciprocalCondition);
        }
    }
}
