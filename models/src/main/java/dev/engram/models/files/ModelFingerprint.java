package dev.engram.models.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    private static final int BUFFER_BYTES = 1 << 16;

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
        MessageDigest digest = sha256Digest();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (Path file : files) {
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
        }
        return new ModelFingerprint(HexFormat.of().formatHex(digest.digest()));
    }

    /** The first digits, for people. */
    public String shortForm() {
        return sha256.substring(0, SHORT_DIGITS);
    }

    static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
