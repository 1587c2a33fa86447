package dev.engram.tracing.summary;

/**
 * How averages and their intervals are made.
 *
 * @param resamples of the prompts, from which intervals are read
 * @param seed of the resampling; the same settings and traces give the same intervals
 */
public record SummarySettings(Pooling pooling, int resamples, long seed) {

    /** Tokens pooled as published, 1,000 resamples. */
    public static final SummarySettings DEFAULT = new SummarySettings(Pooling.TOKENS, 1000, 1);

    public SummarySettings {
        new Resampling(resamples, seed); // refuses too few
    }

    /** The draws of prompts. */
    Resampling resampling() {
        return new Resampling(resamples, seed);
    }
}
