package dev.engram.datasets;

import dev.engram.datasets.FieldValue.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads one object, token by token, so that what nobody asked for never becomes a tree in memory: of objects only known keys are kept, of
 * arrays and of objects with any keys the first items, and of what is nested deeper than any record needs, nothing.
 */
final class JsonRecord {

    /** The items of an array that are read; one more is kept, which tells that there are more. */
    static final int MOST_ITEMS = 1000;

    private final JsonParser parser;
    private final Set<String> keys;
    private final Set<String> openKeys;
    private @Nullable String repeated;

    private JsonRecord(JsonParser parser, RecordKind<?> kind) {
        this.parser = parser;
        this.keys = kind.keys();
        this.openKeys = RecordKind.keys(kind.openFields());
    }

    /**
     * Takes the value that the parser is at, to its end even if it is refused: what comes after it can still be read.
     *
     * @param kind says which fields to keep, in the record and in the objects in it
     * @throws JacksonException if it is not JSON
     */
    static RecordFields read(JsonParser parser, RecordKind<?> kind, RecordPlace place) throws RecordListException {
        JsonRecord record = new JsonRecord(parser, kind);
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            String found = record.value(0, false).kind().phrase();
            throw place.refuse("expected an object with the fields of a record, found " + found);
        }
        Map<String, FieldValue> values = record.fields(kind.levels(), false);
        if (record.repeated != null) {
            throw place.refuse(record.repeated, "stands in the record more than once; expected it once");
        }
        return new RecordFields(place, "", values);
    }

    /** @param open whether all keys are kept */
    private Map<String, FieldValue> fields(int levels, boolean open) {
        Map<String, FieldValue> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            boolean kept = open ? values.size() <= MOST_ITEMS : keys.contains(key);
            if (!kept) {
                parser.skipChildren();
            } else if (values.put(key, value(levels, openKeys.contains(key))) != null) {
                repeated = key;
            }
        }
        return values;
    }

    private List<FieldValue> items(int levels) {
        List<FieldValue> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (items.size() <= MOST_ITEMS) {
                items.add(value(levels, false));
            } else {
                parser.skipChildren();
            }
        }
        return items;
    }

    /**
     * The value that the parser is at.
     *
     * @param levels how deep the arrays and objects are nested that are kept
     * @param open whether an object keeps all its keys
     */
    private FieldValue value(int levels, boolean open) {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> FieldValue.text(parser.getString());
            case VALUE_NUMBER_INT -> FieldValue.wholeNumber(parser.getString());
            case VALUE_NUMBER_FLOAT -> FieldValue.of(Kind.FRACTION);
            case VALUE_TRUE, VALUE_FALSE -> FieldValue.of(Kind.TRUTH);
            case VALUE_NULL -> FieldValue.of(Kind.NOTHING);
            case START_ARRAY -> levels == 0 ? skipped(Kind.ARRAY) : FieldValue.array(items(levels - 1));
            case START_OBJECT -> levels == 0 ? skipped(Kind.OBJECT) : FieldValue.object(fields(levels - 1, open));
            default -> throw new IllegalStateException(parser.currentToken() + " begins no JSON value");
        };
    }

    private FieldValue skipped(Kind kind) {
        parser.skipChildren();
        return FieldValue.of(kind);
    }
}
