package dev.engram.datasets;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A value as a file has it.
 *
 * @param text of a text or whole number; empty for other kinds
 * @param items of an array, as far as they are kept
 * @param fields of an object, as far as they are kept, in their order
 */
record FieldValue(Kind kind, String text, List<FieldValue> items, Map<String, FieldValue> fields) {

    /** The kinds of JSON values; CSV has text alone. */
    enum Kind {
        TEXT("text"),
        WHOLE_NUMBER("a number"),
        FRACTION("a number with a fraction"),
        TRUTH("true or false"),
        NOTHING("null"),
        ARRAY("an array"),
        OBJECT("an object");

        private final String phrase;

        Kind(String phrase) {
            this.phrase = phrase;
        }

        /** For messages. */
        String phrase() {
            return phrase;
        }
    }

    FieldValue {
        items = List.copyOf(items);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /** A value of which no more is kept. */
    static FieldValue of(Kind kind) {
        return new FieldValue(kind, "", List.of(), Map.of());
    }

    static FieldValue text(String text) {
        return new FieldValue(Kind.TEXT, text, List.of(), Map.of());
    }

    static FieldValue wholeNumber(String digits) {
        return new FieldValue(Kind.WHOLE_NUMBER, digits, List.of(), Map.of());
    }

    static FieldValue array(List<FieldValue> items) {
        return new FieldValue(Kind.ARRAY, "", items, Map.of());
    }

    static FieldValue object(Map<String, FieldValue> fields) {
        return new FieldValue(Kind.OBJECT, "", List.of(), fields);
    }

    boolean isAbsent() {
        return kind == Kind.NOTHING || (kind == Kind.TEXT && text.isBlank());
    }
}
