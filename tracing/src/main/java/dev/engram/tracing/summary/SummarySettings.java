package dev.engram.tracing.summary;

/**
 * How averages and their intervals are made.
 *
 * @param resamples of the prompts, from which intervals are read
 * @param seed of the resampling; the same settings and traces give the same intervals
 */
public record SummarySettings(Pooling pooling, int resamples, long seed) {

    /** The fewest resamples with one beyond each end of a 95 % interval. */
    public static final int LEAST_RESAMPLES = 40;

    /** Tokens pooled as published, 1,000 resamples. */
    public static final SummarySettings DEFAULT = new SummarySettings(Pooling.TOKENS, 1000, 1);

    public SummarySettings {
        if (resamples < LEAST_RESAMPLES) {
            throw new IllegalArgumentException(
                    resamples + " resamples; a 95 % interval needs at least " + LEAST_RESAMPLES);
        }
    }
}
