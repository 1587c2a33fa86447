package dev.engram.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A file that is not the list that was to be read; the message names the file, the place in it and what was expected there. */
public final class RecordListException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int NO_LINE = 0;

    private final transient Path file;
    private final int line;
    private final transient @Nullable BadRecord badRecord;

    RecordListException(BadRecord badRecord) {
        super(badRecord.message());
        this.file = badRecord.place().file();
        this.line = badRecord.place().line();
        this.badRecord = badRecord;
    }

    RecordListException(Path file, int line, String problem) {
        super(file + ": line " + line + ": " + problem);
        this.file = file;
        this.line = line;
        this.badRecord = null;
    }

    RecordListException(Path file, String problem) {
        super(file + ": " + problem);
        this.file = file;
        this.line = NO_LINE;
        this.badRecord = null;
    }

    public Path file() {
        return file;
    }

    /** The line at fault, from 1; empty if it is the file as a whole. */
    public OptionalInt line() {
        return line == NO_LINE ? OptionalInt.empty() : OptionalInt.of(line);
    }

    /** The record at fault, if it is one that {@link BadRecords#SKIP} would have left out. */
    public Optional<BadRecord> badRecord() {
        return Optional.ofNullable(badRecord);
    }
}
