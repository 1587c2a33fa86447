package dev.engram.models.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that could not be written: a full disk, a folder that is closed to us. The message names it, which the system's own often does not. */
public final class FileNotWrittenException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String problem;

    /** @param failure what went wrong, of the file itself or of one that would have become it */
    public FileNotWrittenException(Path file, IOException failure) {
        super(file + " cannot be written: " + problem(file, failure), failure);
        this.problem = problem(file, failure);
    }

    /** A failure that names a file beside this one means this one under its temporary name, which says nothing to anybody. */
    private static String problem(Path file, IOException failure) {
        boolean named = failure instanceof FileSystemException of
                && of.getFile() != null
                && !Objects.equals(folder(Path.of(of.getFile())), folder(file));
        return named ? FileProblem.sentence(failure) : FileProblem.reason(failure);
    }

    private static @Nullable Path folder(Path file) {
        return file.toAbsolutePath().getParent();
    }

    /** What went wrong, without the file's name. */
    public String problem() {
        return problem;
    }
}
