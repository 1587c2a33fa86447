package dev.engram.datasets;

import dev.engram.datasets.FieldValue.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A value in a record, which knows where it is, so that what is wrong with it can be said. */
public final class RecordEntry {

    private final RecordPlace place;
    private final String name;
    private final FieldValue value;

    /** @param name where in the record it is, for messages, such as {@code neighbours[2].prompt} */
    RecordEntry(RecordPlace place, String name, FieldValue value) {
        this.place = place;
        this.name = name;
        this.value = value;
    }

    /** A text, or the one in an object that has it under {@code str}. */
    public String text() throws RecordListException {
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

    /** A text as it is, or the digits of a whole number. */
    public String textOrNumber() throws RecordListException {
        if (value.kind() != Kind.TEXT && value.kind() != Kind.WHOLE_NUMBER) {
            throw expected("text or a whole number", value);
        }
        return whole(value.text());
    }

    /** All texts and whole numbers of a value that may be one, or arrays of them within arrays; null and blank texts are none. */
    public List<String> allTexts() throws RecordListException {
        if (value.isAbsent()) {
            return List.of();
        }
        if (value.kind() != Kind.ARRAY) {
            return List.of(textOrNumber());
        }
        List<String> texts = new ArrayList<>();
        for (RecordEntry item : items()) {
            texts.addAll(item.allTexts());
        }
        return texts;
    }

    /** The items of an array; what is none is its own only item. */
    public List<RecordEntry> items() throws RecordListException {
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

    /** Whether it is a JSON object. */
    public boolean isObject() {
        return value.kind() == Kind.OBJECT;
    }

    /** Whether it is a JSON array. */
    public boolean isArray() {
        return value.kind() == Kind.ARRAY;
    }

    /** The fields of an object. */
    public RecordFields fields() throws RecordListException {
        requireObject();
        return new RecordFields(place, name + ".", value.fields());
    }

    /** The values of an object with any keys, by these, in their order; null and blank ones are none. */
    public Map<String, RecordEntry> members() throws RecordListException {
        requireObject();
        if (value.fields().size() > JsonRecord.MOST_ITEMS) {
            throw refuse("has more than " + JsonRecord.MOST_ITEMS + " keys; expected at most so many");
        }
        Map<String, RecordEntry> members = new LinkedHashMap<>();
        for (Map.Entry<String, FieldValue> member : value.fields().entrySet()) {
            String key = whole(member.getKey());
            if (!member.getValue().isAbsent()) {
                members.put(key, new RecordEntry(place, name + "." + key, member.getValue()));
            }
        }
        return members;
    }

    /** The refusal of this value. */
    public RecordListException refuse(String problem) {
        return place.refuse(name, problem);
    }

    private void requireObject() throws RecordListException {
        if (!isObject()) {
            throw expected("an object", value);
        }
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
