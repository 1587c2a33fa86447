package dev.engram.models.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The hash that names a file's content on the hub: the SHA-256 of large files, the SHA-1 of a git blob of small ones.
 *
 * @param digits 64 or 40 hexadecimal digits, lower case
 */
record ContentHash(String digits) {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final int GIT_DIGITS = 40;
    private static final int BUFFER_BYTES = 1 << 16;

    ContentHash {
        if (!isHash(digits)) {
            throw new IllegalArgumentException("'" + digits + "' is no hash");
        }
    }

    static boolean isHash(String text) {
        return DIGITS.matcher(text).matches();
    }

    /** The hash of the same kind of a file on disk. */
    ContentHash ofFile(Path file) throws IOException {
        if (!isGit()) {
            return sha256Of(file);
        }
        MessageDigest digest = digest("SHA-1");
        digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
        return of(file, digest);
    }

    static ContentHash sha256Of(Path file) throws IOException {
        return of(file, digest("SHA-256"));
    }

    private static ContentHash of(Path file, MessageDigest digest) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return new ContentHash(HexFormat.of().formatHex(digest.digest()));
    }

    private boolean isGit() {
        return digits.length() == GIT_DIGITS;
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has " + algorithm, impossible);
        }
    }
}
