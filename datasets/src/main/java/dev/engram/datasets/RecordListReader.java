package dev.engram.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Tells the form of a file and reads it. */
final class RecordListReader {

    /** Makes a list of what was read; the constructor of the list's record. */
    interface Maker<R, L> {
        L of(Path file, String sha256, List<R> entries, List<BadRecord> skipped);
    }

    private RecordListReader() {}

    static <R extends Listed, L> L read(Path path, RecordKind<R> kind, BadRecords badRecords, Maker<R, L> maker)
            throws IOException {
        RecordFile file = RecordFile.read(path, kind.plural());
        RecordCollector<R> collector = new RecordCollector<>(kind, badRecords);
        switch (file.opening()) {
            case 0 ->
                throw new RecordListException(
                        path, "is empty; expected " + kind.plural() + " as JSON Lines, a JSON array or CSV");
            case '[' -> JsonArrayRecords.read(file, collector);
            case '{' -> JsonLinesRecords.read(file, collector);
            default -> CsvRecords.read(file, collector);
        }
        return collector.list(file, maker);
    }
}
