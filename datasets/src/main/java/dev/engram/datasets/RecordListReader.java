package dev.engram.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads a file's records, one after the other: of each nothing is kept but the entry that is made of it. */
public final class RecordListReader {

    /** Makes a list of what was read; the constructor of the list's record. */
    public interface Maker<R, L> {
        /** The list of a file. */
        L of(Path file, String sha256, List<R> entries, List<BadRecord> skipped);
    }

    private RecordListReader() {}

    /**
     * The list that is in a file, which may be JSON Lines, a JSON array or CSV.
     *
     * @throws RecordListException if the file as a whole is no such list (malformed text, an array cut off, no good record) or, where they
     *     are refused, a record is bad
     */
    public static <R extends Listed, L> L read(
            RecordFile file, RecordKind<R> kind, BadRecords badRecords, Maker<R, L> maker) throws IOException {
        RecordCollector<R> collector = new RecordCollector<>(kind, badRecords);
        switch (file.opening()) {
            case RecordFile.NOTHING ->
                throw file.refuse("is empty; expected " + kind.plural() + " as JSON Lines, a JSON array or CSV");
            case '[' -> JsonArrayRecords.read(file, collector);
            case '{' -> JsonLinesRecords.read(file, collector);
            default -> CsvRecords.read(file, collector);
        }
        return collector.list(file, maker);
    }
}
