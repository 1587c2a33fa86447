package dev.engram.datasets;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How a question with choices is made of a record. For one file: a question that it asks twice is refused. */
final class ChoiceRecords implements RecordKind<ChoiceQuestion> {

    static final String PLURAL = "multiple-choice questions";

    private static final RecordField PROMPT = RecordField.of("question", "prompt");
    private static final RecordField CHOICES = RecordField.of("choices");
    private static final RecordField RIGHT = RecordField.of("answer");

    private final Map<List<String>, String> asked = new HashMap<>();

    @Override
    public String singular() {
        return "multiple-choice question";
    }

    @Override
    public String plural() {
        return PLURAL;
    }

    @Override
    public Set<RecordField> fields() {
        return Set.of(PROMPT, CHOICES, RIGHT, Field.ID);
    }

    @Override
    public List<List<RecordField>> columns() {
        return List.of(List.of(PROMPT), List.of(CHOICES), List.of(RIGHT));
    }

    @Override
    public ChoiceQuestion of(RecordFields fields) throws RecordListException {
        RecordEntry prompt = fields.require(PROMPT, "the text that the choices go on from");
        RecordEntry choices = fields.require(CHOICES, "an array of two answers at least");
        RecordEntry right = fields.require(RIGHT, "which of the choices is right: its number from 0, or its letter");
        List<String> texts = new ArrayList<>();
        for (RecordEntry choice : choices.items()) {
            texts.add(choice.textOrNumber().strip());
        }
        if (texts.size() < 2 || Set.copyOf(texts).size() < texts.size() || texts.contains("")) {
            throw choices.refuse("has the choices " + texts + "; expected two at least, none blank and none twice");
        }
        int number = number(right);
        if (number >= texts.size()) {
            throw right.refuse("is choice " + number + ", counted from 0, of " + texts.size());
        }
        ChoiceQuestion question = new ChoiceQuestion(fields.id(), prompt.text(), texts, number);
        String earlier = asked.putIfAbsent(key(question), question.id());
        if (earlier != null) {
            throw prompt.refuse(
                    "asks the same as record " + earlier + ", with the same choices; expected each question once");
        }
        return question;
    }

    private static List<String> key(ChoiceQuestion question) {
        List<String> key = new ArrayList<>(question.choices());
        key.add(question.prompt());
        return key;
    }

    /** The number, from 0, that a record has itself or by a letter. */
    private static int number(RecordEntry right) throws RecordListException {
        String text = right.textOrNumber().strip().toUpperCase(Locale.ROOT);
        if (text.matches("[A-Z]")) {
            return text.charAt(0) - 'A';
        }
        if (text.matches("[0-9]{1,4}")) {
            return Integer.parseInt(text);
        }
        throw right.refuse("is '" + text + "'; expected the right choice's number from 0, or its letter from A");
    }
}
