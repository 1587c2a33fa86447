package dev.engram.datasets;

import java.io.IOException;

/** Tells the form of a file and reads it. */
final class PromptListReader {

    private PromptListReader() {}

    static PromptList read(PromptFile file, BadRecords badRecords) throws IOException {
        PromptCollector collector = new PromptCollector(badRecords);
        switch (file.opening()) {
            case 0 ->
                throw new PromptListException(
                        file.path(), "is empty; expected prompts as JSON Lines, a JSON array or CSV");
            case '[' -> JsonArrayRecords.read(file, collector);
            case '{' -> JsonLinesRecords.read(file, collector);
            default -> CsvRecords.read(file, collector);
        }
        return collector.list(file);
    }
}
