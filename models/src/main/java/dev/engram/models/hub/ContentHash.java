package dev.engram.models.hub;

import dev.engram.models.disk.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The hash that names a file's content on the hub: the SHA-256 of large files, the SHA-1 of a git blob of small ones.
 *
 * @param digits 64 or 40 hexadecimal digits, lower case
 */
record ContentHash(String digits) {

    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final int GIT_DIGITS = 40;

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
        Digest digest = isGit()
                ? Digest.sha1().add(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII))
                : Digest.sha256();
        return new ContentHash(digest.add(file).hex());
    }

    static ContentHash sha256Of(Path file) throws IOException {
        return new ContentHash(Digest.sha256().add(file).hex());
    }

    private boolean isGit() {
        return digits.length() == GIT_DIGITS;
    }
}
