package dev.engram.tracing.summary;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** The means of a quantity with C columns over all prompts, and over each of up to B resamples of them. */
final class ResampledMeans {

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
                prompts < 2 ? Optional.empty() : Optional.of(Interval.ofDraws(Arrays.copyOf(draws[column], drawn))));
    }

    /** Whether the mean of a column differs from that of another, by the interval of the difference over the same resamples. */
    boolean toldApart(int column, int other) {
        if (prompts < 2) {
            return false;
        }
        double[] differences = IntStream.range(0, drawn)
                .mapToDouble(draw -> draws[column][draw] - draws[other][draw])
                .toArray();
        return !Interval.ofDraws(differences).contains(0);
    }
}
