package dev.engram.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of one record, or of an object in it, by the keys of a {@link RecordField}, whatever form the file has. */
public final class RecordFields {

    private final RecordPlace place;
    private final String prefix;
    private final Map<String, FieldValue> values;

    /** @param prefix of the fields' names in messages: where in the record they are */
    RecordFields(RecordPlace place, String prefix, Map<String, FieldValue> values) {
        this.place = place;
        this.prefix = prefix;
        this.values = Map.copyOf(values);
    }

    /** What the first of the field's keys that the record has, and not blank, stands for. */
    public Optional<RecordEntry> entry(RecordField field) {
        for (String key : field.keys()) {
            FieldValue value = values.get(key);
            if (value != null && !value.isAbsent()) {
                return Optional.of(new RecordEntry(place, prefix + key, value));
            }
        }
        return Optional.empty();
    }

    /**
     * A field that every record has.
     *
     * @param expected what it says, for the message where it is absent
     */
    public RecordEntry require(RecordField field, String expected) throws RecordListException {
        return entry(field).orElseThrow(() -> refuse(field, "is absent; expected " + expected));
    }

    /** The text of a field, without which a record may be. */
    public Optional<String> text(RecordField field) throws RecordListException {
        Optional<RecordEntry> entry = entry(field);
        return entry.isPresent() ? Optional.of(entry.get().text()) : Optional.empty();
    }

    /** A field that may have one thing or an array of them. */
    public List<RecordEntry> entries(RecordField field) throws RecordListException {
        Optional<RecordEntry> entry = entry(field);
        return entry.isPresent() ? entry.get().items() : List.of();
    }

    /** A field that may have one text or an array of them. */
    public List<String> texts(RecordField field) throws RecordListException {
        List<String> texts = new ArrayList<>();
        for (RecordEntry entry : entries(field)) {
            texts.add(entry.text());
        }
        return texts;
    }

    /** The id that the record has, or its index. */
    public String id() throws RecordListException {
        return id(Integer.toString(place.index()));
    }

    /** The id that the record, or the object in it, has. */
    public String id(String otherwise) throws RecordListException {
        Optional<RecordEntry> id = entry(Field.ID);
        return id.isPresent() ? id.get().textOrNumber() : otherwise;
    }

    RecordEntry subject() throws RecordListException {
        return require(Field.SUBJECT, "the part of the prompt that names the subject");
    }

    RecordEntry promptOrTemplate() throws RecordListException {
        return entry(Field.PROMPT)
                .or(() -> entry(Field.TEMPLATE))
                .orElseThrow(() -> refuse(
                        Field.PROMPT,
                        "is absent; expected the text to continue, or a template with {} for the subject"));
    }

    /** The refusal of a field that is absent, by the preferred of its keys. */
    public RecordListException refuse(RecordField field, String problem) {
        return place.refuse(prefix + field.keys().get(0), problem);
    }
}
