package dev.engram.tracing.summary;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** The means of a quantity with C columns over all prompts, and over each of up to B resamples of them. */
final class ResampledMeans {

    private static final double TAIL = (1 - Interval.LEVEL) / 2;

    private final double[] means;
    private final int prompts;
    private final double[][] draws;
    private int drawn;

    ResampledMeans(double[] means, int prompts, int resamples) {
        this.means = means;
        this.prompts = prompts;
        draws = new double[means.length][resamples];
    }

    /** Adds the means of a resample, unless it had none. */
    void add(double[] resample) {
        if (Double.isNaN(resample[0])) {
            return;
        }
        for (int column = 0; column < resample.length; column++) {
            draws[column][drawn] = resample[column];
        }
        drawn++;
    }

    Estimate estimate(int column) {
        return new Estimate(
                means[column],
                prompts < 2 ? Optional.empty() : Optional.of(percentiles(Arrays.copyOf(draws[column], drawn))));
    }

    /** Whether the mean of a column differs from that of another, by the interval of the difference over the same resamples. */
    boolean toldApart(int column, int other) {
        if (prompts < 2) {
            return false;
        }
        double[] differences = IntStream.range(0, drawn)
                .mapToDouble(draw -> draws[column][draw] - draws[other][draw])
                .toArray();
        return !percentiles(differences).contains(0);
    }

    private static Interval percentiles(double[] values) {
        Arrays.sort(values);
        return new Interval(quantile(values, TAIL), quantile(values, 1 - TAIL));
    }

    /** Linear between order statistics, as NumPy's default. */
    private static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
