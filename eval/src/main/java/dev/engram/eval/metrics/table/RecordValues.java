package dev.engram.eval.metrics.table;

import dev.engram.eval.metrics.Metric;
import dev.engram.eval.metrics.ScoredEdit;
import dev.engram.tracing.summary.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A metric's values of N records in their order, some of which may have none. */
final class RecordValues {

    private static final double NORMAL_QUANTILE = 1.96;

    private final double[] values;
    private final boolean[] known;

    private RecordValues(int records) {
        values = new double[records];
        known = new boolean[records];
    }

    static RecordValues of(Metric metric, List<ScoredEdit> edits) {
        RecordValues all = new RecordValues(edits.size());
        for (int i = 0; i < edits.size(); i++) {
            OptionalDouble value = metric.of(edits.get(i));
            if (value.isPresent()) {
                if (!Double.isFinite(value.getAsDouble())) {
                    throw new ArithmeticException(
                            metric.name() + " of the record " + edits.get(i).id() + " is " + value.getAsDouble());
                }
                all.values[i] = value.getAsDouble();
                all.known[i] = true;
            }
        }
        return all;
    }

    /** These less others, of the records that have both. */
    RecordValues minus(RecordValues others) {
        RecordValues differences = new RecordValues(values.length);
        for (int i = 0; i < values.length; i++) {
            differences.known[i] = known[i] && others.known[i];
            differences.values[i] = differences.known[i] ? values[i] - others.values[i] : 0;
        }
        return differences;
    }

    /** How many records have a value. */
    int count() {
        int count = 0;
        for (boolean one : known) {
            count += one ? 1 : 0;
        }
        return count;
    }

    double mean() {
        int[] once = new int[values.length];
        Arrays.fill(once, 1);
        return mean(once);
    }

    /**
     * The mean over a draw of records.
     *
     * @param times how often it has each of N
     * @return NaN where none of them has a value
     */
    double mean(int[] times) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (known[i]) {
                sum += times[i] * values[i];
                count += times[i];
            }
        }
        return sum / count;
    }

    /** Mean +- 1.96 s / sqrt(n); empty for fewer than two values. */
    Optional<Interval> normalInterval() {
        int n = count();
        if (n < 2) {
            return Optional.empty();
        }
        double mean = mean();
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            squares += known[i] ? (values[i] - mean) * (values[i] - mean) : 0;
        }
        double half = NORMAL_QUANTILE * Math.sqrt(squares / (n - 1) / n);
        return Optional.of(new Interval(mean - half, mean + half));
    }
}
