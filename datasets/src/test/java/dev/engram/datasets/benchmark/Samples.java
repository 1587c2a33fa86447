package dev.engram.datasets.benchmark;

import dev.engram.datasets.BadRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Small files of each form, written for the tests. */
final class Samples {

    private Samples() {}

    static Path path(String name) {
        try {
            return Path.of(Objects.requireNonNull(Samples.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String text(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Benchmark read(String name) throws IOException {
        return Benchmark.read(path(name), Optional.empty(), BadRecords.REFUSE);
    }

    /** A sample with a piece of it replaced, which it must have once. */
    static Path changed(Path folder, String name, String piece, String replacement) {
        String text = text(name);
        int at = text.indexOf(piece);
        if (at < 0 || text.indexOf(piece, at + 1) >= 0) {
            throw new IllegalArgumentException("'" + piece + "' is not once in " + name);
        }
        return write(folder, text.replace(piece, replacement));
    }

    /** A file whose name says nothing of its form. */
    static Path write(Path folder, String text) {
        try {
            return Files.write(Files.createTempFile(folder, "benchmark", ""), text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
