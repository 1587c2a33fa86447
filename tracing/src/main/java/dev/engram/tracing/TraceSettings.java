package dev.engram.tracing;

/**
 * How a trace was made, apart from its prompt and model.
 *
 * @param noiseStdDev standard deviation of the noise on the subject's token embeddings
 * @param samples number of noise draws; each probability is the mean over them
 * @param seed of the noise generator; the reference's is 1
 * @param window layers restored together for module outputs
 */
public record TraceSettings(double noiseStdDev, int samples, int seed, RestoreWindow window) {

    public TraceSettings {
        if (!(noiseStdDev > 0 && noiseStdDev < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "a noise deviation of " + noiseStdDev + "; it must be positive and finite");
        }
        if (samples < 1) {
            throw new IllegalArgumentException(samples + " noise draws; at least 1 is needed");
        }
    }
}
