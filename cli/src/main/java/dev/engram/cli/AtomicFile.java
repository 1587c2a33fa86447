package dev.engram.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes whole files: to a temporary one beside the target, then moved into place, so that no half of one is ever found. */
final class AtomicFile {

    private static final String UNFINISHED = ".part";

    private AtomicFile() {}

    /** Whether a file is what a writer that was killed left behind. */
    static boolean isUnfinished(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".") && name.endsWith(UNFINISHED);
    }

    /** Refuses a target that cannot be written, before long work is done for it. */
    static void requireWritable(Path target) {
        Path folder = folder(target);
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IllegalArgumentException(
                    "cannot write " + target + ": " + folder + " is no folder that can be written to");
        }
        if (Files.isDirectory(target)) {
            throw new IllegalArgumentException("cannot write " + target + ": it is a directory");
        }
    }

    static void write(Path target, String text) throws IOException {
        // Not Files.createTempFile: its files are for their owner's eyes only, and this one becomes the target.
        String name = "." + target.getFileName() + "." + ProcessHandle.current().pid() + UNFINISHED;
        Path temporary = folder(target).resolve(name);
        try {
            Files.writeString(temporary, text, StandardCharsets.UTF_8);
            Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static Path folder(Path target) {
        Path parent = target.toAbsolutePath().getParent();
        return parent == null ? target.toAbsolutePath() : parent;
    }
}
