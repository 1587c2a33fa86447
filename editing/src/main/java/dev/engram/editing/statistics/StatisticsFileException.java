package dev.engram.editing.statistics;

import java.io.IOException;
import java.nio.file.Path;

/** A file that does not hold the key statistics that it should; the message names the file and what is wrong with it. */
public final class StatisticsFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Path file;

    StatisticsFileException(Path file, String problem) {
        super(file + ": " + problem);
        this.file = file;
    }

    StatisticsFileException(Path file, String problem, Throwable cause) {
        super(file + ": " + problem, cause);
        this.file = file;
    }

    public Path file() {
        return file;
    }
}
