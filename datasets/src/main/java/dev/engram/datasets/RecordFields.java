package dev.engram.datasets;

import dev.engram.datasets.FieldValue.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The fields of one record, by the keys of {@link Field}, whatever form the file has; it knows how a prompt is made of them. */
final class RecordFields {

    private final RecordPlace place;
    private final Map<String, FieldValue> values;

    RecordFields(RecordPlace place, Map<String, FieldValue> values) {
        this.place = place;
        this.values = Map.copyOf(values);
    }

    ListedPrompt toListedPrompt() throws RecordListException {
        String id = text(Field.ID).orElse(Integer.toString(place.index()));
        return new ListedPrompt(id, prompt(), text(Field.ATTRIBUTE), text(Field.FOIL));
    }

    private Prompt prompt() throws RecordListException {
        String subject = text(Field.SUBJECT)
                .orElseThrow(() ->
                        place.refuse("subject", "is absent; expected the part of the prompt that names the subject"));
        Optional<String> prompt = text(Field.PROMPT);
        if (prompt.isPresent()) {
            return prompt.get().contains(Template.BLANK)
                    ? filled(Field.PROMPT, prompt.get(), subject)
                    : whole(prompt.get(), subject);
        }
        String template = text(Field.TEMPLATE)
                .orElseThrow(() -> place.refuse(
                        "prompt", "is absent; expected the text to continue, or a template with {} for the subject"));
        return filled(Field.TEMPLATE, template, subject);
    }

    private Prompt filled(Field field, String template, String subject) throws RecordListException {
        try {
            return new Template(template).fill(subject);
        } catch (IllegalArgumentException notOneBlank) {
            throw place.refuse(field.keys().get(0), String.valueOf(notOneBlank.getMessage()));
        }
    }

    private Prompt whole(String text, String subject) throws RecordListException {
        try {
            return Prompt.of(text, subject);
        } catch (IllegalArgumentException subjectElsewhere) {
            throw place.refuse("subject", String.valueOf(subjectElsewhere.getMessage()));
        }
    }

    private Optional<String> text(Field field) throws RecordListException {
        for (String key : field.keys()) {
            FieldValue value = values.get(key);
            if (value != null && !value.isAbsent()) {
                return Optional.of(checked(field, key, value));
            }
        }
        return Optional.empty();
    }

    private String checked(Field field, String key, FieldValue value) throws RecordListException {
        boolean numbered = field == Field.ID && value.kind() == Kind.WHOLE_NUMBER;
        if (value.kind() != Kind.TEXT && !numbered) {
            String expected = field == Field.ID ? "text or a whole number" : "text";
            throw place.refuse(
                    key, "expected " + expected + ", found " + value.kind().phrase());
        }
        // JSON can escape half a character, which no tokenizer takes.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(value.text())) {
            throw place.refuse(key, "has a surrogate without its other half; expected whole characters");
        }
        return value.text();
    }
}
