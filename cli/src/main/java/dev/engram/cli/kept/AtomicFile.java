package dev.engram.cli.kept;

import dev.engram.models.disk.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Texts that become whole files. */
public final class AtomicFile {

    private AtomicFile() {}

    /** Refuses a target that cannot be written, before long work is done for it. */
    public static void requireWritable(Path target) {
        Path folder = folder(target);
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IllegalArgumentException(
                    "cannot write " + target + ": " + folder + " is no folder that can be written to");
        }
        if (Files.isDirectory(target)) {
            throw new IllegalArgumentException("cannot write " + target + ": it is a directory");
        }
        // A device or a pipe would be gone, and a file in its place.
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            throw new IllegalArgumentException("cannot write " + target + ": it is there and is no regular file");
        }
    }

    public static void write(Path target, String text) throws IOException {
        WholeFile.write(target, temporary -> Files.writeString(temporary, text, StandardCharsets.UTF_8));
    }

    private static Path folder(Path target) {
        Path parent = target.toAbsolutePath().getParent();
        return parent == null ? target.toAbsolutePath() : parent;
    }
}
