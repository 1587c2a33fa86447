package dev.engram.models.files;

import dev.engram.models.disk.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells whether two models are the same to the byte: the SHA-256 of their files' contents, one after the other. For a single file it is
 * the hash that {@code sha256sum} and model hubs print.
 *
 * @param sha256 64 hexadecimal digits, lower case
 */
public record ModelFingerprint(String sha256) {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");
    private static final int SHORT_DIGITS = 12;

    public ModelFingerprint {
        if (!DIGITS.matcher(sha256).matches()) {
            throw new IllegalArgumentException("'" + sha256 + "' is not a SHA-256 in lower-case hexadecimal digits");
        }
    }

    /** The fingerprint of files, whose order counts. */
    public static ModelFingerprint of(List<Path> files) throws IOException {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("a fingerprint needs at least one file");
        }
        Digest digest = Digest.sha256();
        for (Path file : files) {
            digest.add(file);
        }
        return new ModelFingerprint(digest.hex());
    }

    /** The first digits, for people. */
    public String shortForm() {
        return sha256.substring(0, SHORT_DIGITS);
    }
}
