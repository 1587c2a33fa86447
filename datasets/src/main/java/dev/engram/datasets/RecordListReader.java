package dev.engram.datasets;

import java.io.IOException;

/** Tells the form of a file and reads it. */
final class RecordListReader {

    private RecordListReader() {}

    static PromptList read(RecordFile file, BadRecords badRecords) throws IOException {
        RecordCollector collector = new RecordCollector(badRecords);
        switch (file.opening()) {
            case 0 ->
                throw new RecordListException(
                        file.path(), "is empty; expected prompts as JSON Lines, a JSON array or CSV");
            case '[' -> JsonArrayRecords.read(file, collector);
            case '{' -> JsonLinesRecords.read(file, collector);
            default -> CsvRecords.read(file, collector);
        }
        return collector.list(file);
    }
}
