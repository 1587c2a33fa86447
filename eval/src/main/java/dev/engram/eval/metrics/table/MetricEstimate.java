package dev.engram.eval.metrics.table;

import dev.engram.tracing.summary.Interval;
import java.util.Optional;

/**
 * What records say of a quantity, or of a difference of two methods in it.
 *
 * @param n how many records have it; of a composite, the fewest that have one of its parts
 * @param mean over these records, or the composite of such means
 * @param normal mean +- 1.96 s / sqrt(n), with s the standard deviation over records (divisor n - 1): the papers' interval; absent for one
 *     record, and for composites, of which papers give none
 * @param bootstrap between the percentiles of 2.5 and 97.5 over resamples of records; absent for one record
 */
public record MetricEstimate(int n, double mean, Optional<Interval> normal, Optional<Interval> bootstrap) {

    public MetricEstimate {
        if (n < 1 || !Double.isFinite(mean)) {
            throw new IllegalArgumentException("a mean of " + mean + " over " + n + " records");
        }
    }
}
