package dev.engram.datasets;

import dev.engram.datasets.FieldValue.Kind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads one object, token by token, so that what nobody asked for never becomes a tree in memory. */
final class JsonRecord {

    private JsonRecord() {}

    /**
     * Takes the value that the parser is at, to its end even if it is refused: what comes after it can still be read.
     *
     * @throws JacksonException if it is not JSON
     */
    static RecordFields read(JsonParser parser, RecordPlace place) throws RecordListException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            String found = value(parser).kind().phrase();
            throw place.refuse("expected an object with the fields of a record, found " + found);
        }
        Map<String, FieldValue> values = new HashMap<>();
        @Nullable String repeated = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            if (!Field.isKey(key)) {
                parser.skipChildren();
            } else if (values.put(key, value(parser)) != null) {
                repeated = key;
            }
        }
        if (repeated != null) {
            throw place.refuse(repeated, "stands in the record more than once; expected it once");
        }
        return new RecordFields(place, values);
    }

    private static FieldValue value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> new FieldValue(Kind.TEXT, parser.getString());
            case VALUE_NUMBER_INT -> new FieldValue(Kind.WHOLE_NUMBER, parser.getString());
            case VALUE_NUMBER_FLOAT -> FieldValue.of(Kind.FRACTION);
            case VALUE_TRUE, VALUE_FALSE -> FieldValue.of(Kind.TRUTH);
            case VALUE_NULL -> FieldValue.of(Kind.NOTHING);
            case START_ARRAY -> skipped(parser, Kind.ARRAY);
            case START_OBJECT -> skipped(parser, Kind.OBJECT);
            default -> throw new IllegalStateException(parser.currentToken() + " begins no JSON value");
        };
    }

    private static FieldValue skipped(JsonParser parser, Kind kind) {
        parser.skipChildren();
        return FieldValue.of(kind);
    }
}
