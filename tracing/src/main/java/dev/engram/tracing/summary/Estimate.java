package dev.engram.tracing.summary;

import java.util.Optional;

/**
 * A mean over prompts, in the units of what was traced; not bounded to those of probabilities.
 *
 * @param interval absent where a single prompt gives the mean: of one, nothing can be said about others
 */
public record Estimate(double mean, Optional<Interval> interval) {

    public Estimate {
        if (!Double.isFinite(mean)) {
            throw new IllegalArgumentException("a mean of " + mean + "; means of traces are finite");
        }
    }

    /** Whether the interval lies above zero; never so without one. */
    public boolean isAboveZero() {
        return interval.filter(bounds -> bounds.low() > 0).isPresent();
    }
}
