package dev.engram.eval.study;

import dev.engram.tracing.summary.Interval;
import java.util.Optional;

/**
 * A number that facts give together, such as a correlation.
 *
 * @param interval of 95 %, by the percentile bootstrap over facts; absent where most draws of them leave the number undefined
 */
public record Statistic(double value, Optional<Interval> interval) {

    public Statistic {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a statistic of " + value + "; what is not defined is absent");
        }
    }
}
