package dev.engram.tracing.summary;

import java.util.Arrays;

/** A 95 % interval, both bounds included. */
public record Interval(double low, double high) {

    /** The share of intervals made this way that hold what they estimate, where there are many units. */
    public static final double LEVEL = 0.95;

    public Interval {
        if (!(low <= high) || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException("an interval from " + low + " to " + high);
        }
    }

    /**
     * Between the quantiles of 2.5 % and 97.5 % of what a bootstrap drew, linear between order statistics, as NumPy's default.
     *
     * @param draws finite numbers, at least one; not modified
     */
    public static Interval ofDraws(double[] draws) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        double tail = (1 - LEVEL) / 2;
        return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail));
    }

    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
