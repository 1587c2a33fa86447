package dev.engram.datasets;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The form of a file that is one JSON array of objects. Where it is not JSON nobody knows where its next record begins. */
final class JsonArrayRecords {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonArrayRecords() {}

    static void read(RecordFile file, RecordCollector<?> collector) throws RecordListException {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), file.text())) {
            parser.nextToken();
            for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
                int line = parser.currentTokenLocation().getLineNr();
                RecordPlace place = new RecordPlace(file.path(), index, line);
                collector.add(place, () -> JsonRecord.read(parser, collector.kind(), place));
            }
            if (parser.nextToken() != null) {
                int line = parser.currentTokenLocation().getLineNr();
                throw new RecordListException(
                        file.path(), line, "goes on after its array; expected one array of records");
            }
        } catch (JacksonException malformed) {
            throw JacksonProblem.refusal(file.path(), "a JSON array of records", malformed);
        }
    }
}
