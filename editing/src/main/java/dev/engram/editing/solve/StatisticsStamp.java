package dev.engram.editing.solve;

import java.util.regex.Pattern;

/**
 * What key statistics are statistics of. It travels with them, so that those of another model or layer are not taken for these.
 *
 * @param model the model's fingerprint, a SHA-256 in 64 hexadecimal digits, lower case
 * @param layer from 0
 * @param width F
 * @param tokens n, the number of keys summed
 * @param version of what is counted and how; {@link #VERSION} for what this build writes
 */
public record StatisticsStamp(String model, int layer, int width, long tokens, KeyText text, int version) {

    /** The version that this build writes, and the only one it reads. */
    public static final int VERSION = 1;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public StatisticsStamp {
        requireSha256("model", model);
        if (layer < 0 || width < 1 || tokens < 1) {
            throw new IllegalArgumentException(
                    "statistics of " + tokens + " keys of width " + width + " in layer " + layer);
        }
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "key statistics of version " + version + "; this build knows version " + VERSION);
        }
    }

    static void requireSha256(String name, String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException(
                    "'" + sha256 + "' as the SHA-256 of the " + name + "; it has 64 hexadecimal digits, lower case");
        }
    }
}
