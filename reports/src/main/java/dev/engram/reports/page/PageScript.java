package dev.engram.reports.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** The one script of every page, {@code page.js}, and its hash, by which the page's content security policy allows it and nothing else. */
final class PageScript {

    private static final String SOURCE = read();

    private PageScript() {}

    static String source() {
        return SOURCE;
    }

    /** The policy of a page: its own styles and script, pictures that are in it, and no request at all. */
    static String policy() {
        return "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-" + hash() + "'";
    }

    private static String hash() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(SOURCE.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String read() {
        try (InputStream in = PageScript.class.getResourceAsStream("page.js")) {
            return new String(Objects.requireNonNull(in, "page.js is missing").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
