package dev.engram.datasets;

import java.io.BufferedReader;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The form of a file that has a JSON object a line; blank lines are none. */
final class JsonLinesRecords {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonLinesRecords() {}

    static void read(RecordFile file, RecordCollector<?> collector) throws IOException {
        requireLines(file);
        try (BufferedReader lines = new BufferedReader(file.text())) {
            int index = 0;
            int line = 1;
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                if (!text.isBlank()) {
                    add(text, new RecordPlace(file.path(), index++, line), collector);
                }
                line++;
            }
        }
    }

    /** A file that begins with an object over several lines would have a bad record on each of them. */
    static void requireLines(RecordFile file) throws RecordListException {
        int end;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), file.text())) {
            parser.nextToken();
            int start = parser.currentTokenLocation().getLineNr();
            parser.skipChildren();
            end = parser.currentTokenLocation().getLineNr();
            if (end == start) {
                return;
            }
        } catch (JacksonException malformed) {
            return; // which is said of the line where it is
        }
        throw file.refuse("begins with a JSON object that ends in line " + end
                + "; expected a JSON array of records, or a whole object on each line");
    }

    private static void add(String line, RecordPlace place, RecordCollector<?> collector) throws RecordListException {
        collector.add(place, () -> fields(line, collector.kind(), place));
    }

    private static RecordFields fields(String line, RecordKind<?> kind, RecordPlace place) throws RecordListException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), line)) {
            parser.nextToken();
            RecordFields fields = JsonRecord.read(parser, kind, place);
            if (parser.nextToken() != null) {
                throw place.refuse("the line goes on after its object; expected one JSON object on each line");
            }
            return fields;
        } catch (JacksonException malformed) {
            throw place.refuse("expected a whole JSON object on the line, but " + JacksonProblem.of(malformed));
        }
    }
}
