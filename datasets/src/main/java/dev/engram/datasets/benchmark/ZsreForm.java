package dev.engram.datasets.benchmark;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.EditRecords;
import dev.engram.datasets.Neighbour;
import dev.engram.datasets.RecordEntry;
import dev.engram.datasets.RecordField;
import dev.engram.datasets.RecordFields;
import dev.engram.datasets.RecordListException;
import dev.engram.datasets.RecordShape;
import dev.engram.datasets.Rewrite;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * zsRE's questions as MEND's evaluation has them (Levy et al. 2017; Mitchell et al. 2022): the prompt is {@code src}, the paraphrase
 * {@code rephrase}, the neighbour a question of Natural Questions, {@code loc}, with its right answer. What is edited towards depends on who
 * reads it.
 */
final class ZsreForm implements RecordForm {

    /** Whose reading of a record it is. */
    enum Reading {
        /** Towards the first right answer: a mistake is corrected (rome's dsets/zsre.py). A question mark ends the neighbour. */
        ROME,
        /** Towards {@code alt}, a wrong answer; the old one is the first right answer (EasyEdit's zsre.py). The neighbour is as it is. */
        EASYEDIT
    }

    private static final RecordField ID = RecordField.of("case_id", "id");
    private static final RecordField SUBJECT = RecordField.of("subject");
    private static final RecordField PROMPT = RecordField.of("src");
    private static final RecordField RIGHT = RecordField.of("answers", "answer");
    private static final RecordField WRONG = RecordField.of("alt");
    private static final RecordField PARAPHRASE = RecordField.of("rephrase");
    private static final RecordField NEIGHBOUR = RecordField.of("loc");
    private static final RecordField NEIGHBOUR_ANSWER = RecordField.of("loc_ans");

    private final Reading reading;

    ZsreForm(Reading reading) {
        this.reading = reading;
    }

    @Override
    public boolean recognises(RecordShape record) {
        return reading == Reading.ROME && record.has("src") && record.has("subject");
    }

    @Override
    public Set<RecordField> fields() {
        return Set.of(ID, SUBJECT, PROMPT, RIGHT, WRONG, PARAPHRASE, NEIGHBOUR, NEIGHBOUR_ANSWER);
    }

    @Override
    public List<List<RecordField>> columns() {
        return List.of(List.of(SUBJECT), List.of(PROMPT), List.of(reading == Reading.ROME ? RIGHT : WRONG));
    }

    @Override
    public BenchmarkRecord of(RecordFields fields) throws RecordListException {
        Rewrite rewrite = EditRecords.rewrite(
                fields.require(SUBJECT, "the part of the question that names the subject"),
                fields.require(PROMPT, "the question that is edited"),
                target(fields));
        return BenchmarkRecord.of(new EditCase(
                fields.id(),
                rewrite,
                reading == Reading.ROME ? Optional.empty() : firstRight(fields),
                EditRecords.paraphrases(fields.entries(PARAPHRASE), rewrite.subject()),
                neighbours(fields)));
    }

    private RecordEntry target(RecordFields fields) throws RecordListException {
        if (reading == Reading.EASYEDIT) {
            return fields.require(WRONG, "the answer that is edited towards");
        }
        RecordEntry right = fields.require(RIGHT, "the right answers, the first of which is edited towards");
        return right.items().stream()
                .findFirst()
                .orElseThrow(() -> right.refuse("has no items; expected one at least"));
    }

    private static Optional<String> firstRight(RecordFields fields) throws RecordListException {
        return fields.texts(RIGHT).stream().findFirst();
    }

    private List<Neighbour> neighbours(RecordFields fields) throws RecordListException {
        Optional<RecordEntry> question = fields.entry(NEIGHBOUR);
        if (question.isEmpty()) {
            return List.of();
        }
        Neighbour neighbour = EditRecords.neighbour(question.get(), fields.text(NEIGHBOUR_ANSWER));
        boolean needsMark = reading == Reading.ROME && !neighbour.prompt().endsWith("?");
        return List.of(needsMark ? new Neighbour(neighbour.prompt() + "?", neighbour.answer()) : neighbour);
    }
}
