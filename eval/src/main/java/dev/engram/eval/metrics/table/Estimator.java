package dev.engram.eval.metrics.table;

import dev.engram.tracing.summary.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A number made of means over records: of all records, and of draws of them, which all estimators of a table share. */
final class Estimator {

    private final List<RecordValues> parts;
    private final ToDoubleFunction<double[]> combined;
    private final double[] draws;
    private int drawn;

    /**
     * An estimator.
     *
     * @param parts at least one, each with a value of at least one record
     * @param combined the number, of one mean of each part
     * @param resamples the most draws there will be
     */
    Estimator(List<RecordValues> parts, ToDoubleFunction<double[]> combined, int resamples) {
        this.parts = parts;
        this.combined = combined;
        draws = new double[resamples];
    }

    /** Adds a draw of records, unless a part has a value of none of them. */
    void add(int[] times) {
        double[] means = parts.stream().mapToDouble(part -> part.mean(times)).toArray();
        if (Arrays.stream(means).noneMatch(Double::isNaN)) {
            draws[drawn++] = combined.applyAsDouble(means);
        }
    }

    MetricEstimate estimate() {
        int n = parts.stream().mapToInt(RecordValues::count).min().orElseThrow();
        return new MetricEstimate(
                n,
                combined.applyAsDouble(
                        parts.stream().mapToDouble(RecordValues::mean).toArray()),
                parts.size() == 1 ? parts.get(0).normalInterval() : Optional.empty(),
                n < 2 || drawn == 0 ? Optional.empty() : Optional.of(Interval.ofDraws(Arrays.copyOf(draws, drawn))));
    }

    /** What this has more than another, part by part of the same records: a pair of single means becomes one mean of differences. */
    Optional<Estimator> minus(Estimator other) {
        if (parts.size() == 1) {
            RecordValues differences = parts.get(0).minus(other.parts.get(0));
            return differences.count() == 0
                    ? Optional.empty()
                    : Optional.of(new Estimator(List.of(differences), means -> means[0], draws.length));
        }
        List<RecordValues> both = new ArrayList<>(parts);
        both.addAll(other.parts);
        int half = parts.size();
        return Optional.of(new Estimator(
                both,
                means -> combined.applyAsDouble(Arrays.copyOf(means, half))
                        - other.combined.applyAsDouble(Arrays.copyOfRange(means, half, means.length)),
                draws.length));
    }
}
