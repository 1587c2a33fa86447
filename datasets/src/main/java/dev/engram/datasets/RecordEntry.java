package dev.engram.datasets;

import dev.engram.datasets.FieldValue.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A value in a record.
 *
 * @param name where in the record it is, for messages, such as {@code neighbours[2].prompt}
 */
record RecordEntry(RecordPlace place, String name, FieldValue value) {

    /** A text, or the one in an object that has it under {@link Field#STRING}. */
    String text() throws RecordListException {
        FieldValue string = value.fields().get(Field.STRING.keys().get(0));
        FieldValue text = string == null ? value : string;
        if (text.kind() != Kind.TEXT) {
            throw expected("text", text);
        }
        if (text.isAbsent()) {
            throw refuse("is blank; expected text");
        }
        return whole(text.text());
    }

    String textOrNumber() throws RecordListException {
        if (value.kind() != Kind.TEXT && value.kind() != Kind.WHOLE_NUMBER) {
            throw expected("text or a whole number", value);
        }
        return whole(value.text());
    }

    /** The items of an array; what is none is its own only item. */
    List<RecordEntry> items() throws RecordListException {
        if (value.kind() != Kind.ARRAY) {
            return List.of(this);
        }
        List<FieldValue> items = value.items();
        if (items.size() > JsonRecord.MOST_ITEMS) {
            throw refuse("has more than " + JsonRecord.MOST_ITEMS + " items; expected at most so many");
        }
        return IntStream.range(0, items.size())
                .mapToObj(i -> new RecordEntry(place, name + "[" + i + "]", items.get(i)))
                .toList();
    }

    boolean isObject() {
        return value.kind() == Kind.OBJECT;
    }

    RecordFields fields() throws RecordListException {
        if (!isObject()) {
            throw expected("an object", value);
        }
        return new RecordFields(place, name + ".", value.fields());
    }

    RecordListException refuse(String problem) {
        return place.refuse(name, problem);
    }

    private RecordListException expected(String kind, FieldValue found) {
        return refuse("expected " + kind + ", found " + found.kind().phrase());
    }

    /** JSON can escape half a character, which no tokenizer takes. */
    private String whole(String text) throws RecordListException {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw refuse("has a surrogate without its other half; expected whole characters");
        }
        return text;
    }
}
