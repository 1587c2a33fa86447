package dev.engram.datasets;

import dev.engram.datasets.FieldValue.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one object, token by token, so that what nobody asked for never becomes a tree in memory: of objects only known keys are kept, of
 * arrays the first items, and of what is nested deeper than any record needs, nothing.
 */
final class JsonRecord {

    /** The items of an array that are read; one more is kept, which tells that there are more. */
    static final int MOST_ITEMS = 1000;

    /** An array of objects, or an object in an object. */
    private static final int MOST_LEVELS = 2;

    private final JsonParser parser;
    private final Set<String> keys;
    private @Nullable String repeated;

    private JsonRecord(JsonParser parser, Set<String> keys) {
        this.parser = parser;
        this.keys = Set.copyOf(keys);
    }

    /**
     * Takes the value that the parser is at, to its end even if it is refused: what comes after it can still be read.
     *
     * @param keys those of the fields to keep, in the record and in the objects in it
     * @throws JacksonException if it is not JSON
     */
    static RecordFields read(JsonParser parser, Set<String> keys, RecordPlace place) throws RecordListException {
        JsonRecord record = new JsonRecord(parser, keys);
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            String found = record.value(0).kind().phrase();
            throw place.refuse("expected an object with the fields of a record, found " + found);
        }
        Map<String, FieldValue> values = record.fields(MOST_LEVELS);
        if (record.repeated != null) {
            throw place.refuse(record.repeated, "stands in the record more than once; expected it once");
        }
        return new RecordFields(place, "", values);
    }

    private Map<String, FieldValue> fields(int levels) {
        Map<String, FieldValue> values = new HashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            if (!keys.contains(key)) {
                parser.skipChildren();
            } else if (values.put(key, value(levels)) != null) {
                repeated = key;
            }
        }
        return values;
    }

    private List<FieldValue> items(int levels) {
        List<FieldValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() <= MOST_ITEMS) {
                items.add(value(levels));
            } else {
                parser.skipChildren();
            }
        }
        return items;
    }

    /** @param levels how deep the arrays and objects are nested that are kept */
    private FieldValue value(int levels) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> FieldValue.text(parser.getString());
            case VALUE_NUMBER_INT -> FieldValue.wholeNumber(parser.getString());
            case VALUE_NUMBER_FLOAT -> FieldValue.of(Kind.FRACTION);
            case VALUE_TRUE, VALUE_FALSE -> FieldValue.of(Kind.TRUTH);
            case VALUE_NULL -> FieldValue.of(Kind.NOTHING);
            case START_ARRAY -> levels == 0 ? skipped(Kind.ARRAY) : FieldValue.array(items(levels - 1));
            case START_OBJECT -> levels == 0 ? skipped(Kind.OBJECT) : FieldValue.object(fields(levels - 1));
            default -> throw new IllegalStateException(parser.currentToken() + " begins no JSON value");
        };
    }

    private FieldValue skipped(Kind kind) {
        parser.skipChildren();
        return FieldValue.of(kind);
    }
}
