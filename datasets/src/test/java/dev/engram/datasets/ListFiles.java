package dev.engram.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Files for the tests of lists. */
final class ListFiles {

    private final Path folder;

    ListFiles(Path folder) {
        this.folder = folder;
    }

    /** Lines, each with its end. */
    Path ofLines(String... lines) {
        return of(Arrays.stream(lines).map(line -> line + "\n").reduce("", String::concat));
    }

    Path of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The name says nothing of the form. */
    Path of(byte[] bytes) {
        try {
            return Files.write(Files.createTempFile(folder, "list", ""), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
