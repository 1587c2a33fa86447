package dev.engram.models.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes whole files: to a temporary one beside the target, then moved into place, so that no half of one is ever found. */
public final class WholeFile {

    private static final String UNFINISHED = ".part";

    private WholeFile() {}

    /** Writes all that a file is to hold. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path temporary) throws IOException;
    }

    /**
     * Writes a file, in place of one that may be there.
     *
     * @throws FileNotWrittenException if it cannot be written, or its content not be read; the target is as it was
     */
    public static void write(Path target, Content content) throws FileNotWrittenException {
        // Not Files.createTempFile: its files are for their owner's eyes only, and this one becomes the target.
        Path temporary = target.resolveSibling(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + UNFINISHED);
        try {
            try {
                temporary.toFile().deleteOnExit(); // where the process is told to end while it writes
                content.writeTo(temporary);
                Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException failure) {
            throw new FileNotWrittenException(target, failure);
        }
    }

    /** Whether a file is what a writer that was killed left behind. */
    public static boolean isUnfinished(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(".") && name.endsWith(UNFINISHED);
    }
}
