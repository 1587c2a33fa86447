package dev.engram.tracing.summary;

/** A 95 % interval, both bounds included. */
public record Interval(double low, double high) {

    /** The share of intervals made this way that hold what they estimate, where there are many prompts. */
    public static final double LEVEL = 0.95;

    public Interval {
        if (!(low <= high) || !Double.isFinite(low) || !Double.isFinite(high)) {
            throw new IllegalArgumentException("an interval from " + low + " to " + high);
        }
    }

    public boolean contains(double value) {
        return low <= value && value <= high;
    }
}
