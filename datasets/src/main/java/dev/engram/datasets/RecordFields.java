package dev.engram.datasets;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of one record, or of an object in it, by the keys of {@link Field}, whatever form the file has. */
final class RecordFields {

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
    Optional<RecordEntry> entry(Field field) {
        for (String key : field.keys()) {
            FieldValue value = values.get(key);
            if (value != null && !value.isAbsent()) {
                return Optional.of(new RecordEntry(place, prefix + key, value));
            }
        }
        return Optional.empty();
    }

    Optional<String> text(Field field) throws RecordListException {
        Optional<RecordEntry> entry = entry(field);
        return entry.isPresent() ? Optional.of(entry.get().text()) : Optional.empty();
    }

    /** A field that may have one thing or an array of them. */
    List<RecordEntry> entries(Field field) throws RecordListException {
        Optional<RecordEntry> entry = entry(field);
        return entry.isPresent() ? entry.get().items() : List.of();
    }

    /** The id that the record has, or its index. */
    String id() throws RecordListException {
        Optional<RecordEntry> id = entry(Field.ID);
        return id.isPresent() ? id.get().textOrNumber() : Integer.toString(place.index());
    }

    String subject() throws RecordListException {
        return text(Field.SUBJECT)
                .orElseThrow(() ->
                        refuse(Field.SUBJECT, "is absent; expected the part of the prompt that names the subject"));
    }

    RecordEntry promptOrTemplate() throws RecordListException {
        return entry(Field.PROMPT)
                .or(() -> entry(Field.TEMPLATE))
                .orElseThrow(() -> refuse(
                        Field.PROMPT,
                        "is absent; expected the text to continue, or a template with {} for the subject"));
    }

    RecordListException refuse(Field field, String problem) {
        return place.refuse(prefix + field.keys().get(0), problem);
    }
}
