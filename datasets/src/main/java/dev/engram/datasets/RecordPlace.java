package dev.engram.datasets;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a record stands.
 *
 * @param index of the record among all those of the file, good or bad, from 0
 * @param line where it begins in the file, from 1
 */
public record RecordPlace(Path file, int index, int line) {

    public RecordPlace {
        if (index < 0 || line < 1) {
            throw new IllegalArgumentException("there is no record " + index + " in line " + line + " of " + file
                    + "; records count from 0, lines from 1");
        }
    }

    /** The place within its file, for messages. */
    public String inFile() {
        return "line " + line + " (index " + index + ")";
    }

    RecordListException refuse(String problem) {
        return new RecordListException(new BadRecord(this, Optional.empty(), problem));
    }

    RecordListException refuse(String field, String problem) {
        return new RecordListException(new BadRecord(this, Optional.of(field), problem));
    }
}
