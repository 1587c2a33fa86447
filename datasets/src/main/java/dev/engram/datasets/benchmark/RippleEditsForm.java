package dev.engram.datasets.benchmark;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.RecordEntry;
import dev.engram.datasets.RecordField;
import dev.engram.datasets.RecordFields;
import dev.engram.datasets.RecordListException;
import dev.engram.datasets.RecordShape;
import dev.engram.datasets.Rewrite;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * RippleEdits (Cohen et al. 2023): an edit, stated in one sentence, and six lists of tests. A test has queries, of which all or any must be
 * answered, and conditions. Its authors want every object of a query named: such a query is several questions here.
 */
final class RippleEditsForm implements RecordForm {

    private static final RecordField ID = RecordField.of("case_id", "id");
    private static final RecordField EDIT = RecordField.of("edit");
    private static final RecordField PROMPT = RecordField.of("prompt", "phrase", "fact_prompt");
    private static final RecordField RELATION = RecordField.of("relation");
    private static final RecordField SUBJECT_ID = RecordField.of("subject_id");
    private static final RecordField SUBJECT = RecordField.of("subject_label", "subject");
    private static final RecordField TARGET = RecordField.of("target_label", "target");
    private static final RecordField ORIGINAL = RecordField.of("original_fact", "previous_fact");

    /** List of tests, test, queries, query, answers, answer, aliases. */
    private static final int LEVELS = 7;

    @Override
    public boolean recognises(RecordShape record) {
        return record.hasObject("edit");
    }

    @Override
    public Set<RecordField> fields() {
        Set<RecordField> fields = new HashSet<>(RippleTests.FIELDS);
        fields.addAll(List.of(ID, EDIT, PROMPT, RELATION, SUBJECT_ID, SUBJECT, TARGET, ORIGINAL));
        return fields;
    }

    @Override
    public int levels() {
        return LEVELS;
    }

    @Override
    public List<List<RecordField>> columns() {
        return List.of(List.of(EDIT));
    }

    @Override
    public BenchmarkRecord of(RecordFields fields) throws RecordListException {
        String id = fields.id();
        RecordFields edit = fields.require(EDIT, "the fact to edit").fields();
        return new BenchmarkRecord(
                id,
                List.of(edit.entry(TARGET).isPresent() ? labelled(id, edit) : stated(id, edit, subjects(fields, edit))),
                RippleTests.probes(fields),
                List.of());
    }

    /** Copies of the files that name subject and object beside the statement. */
    private static EditCase labelled(String id, RecordFields edit) throws RecordListException {
        RecordEntry prompt = edit.require(PROMPT, "the statement of the new fact");
        String target = edit.require(TARGET, "the new object").text().strip();
        String subject = edit.require(SUBJECT, "the part of the prompt that names the subject")
                .text();
        String text = RippleStatement.withoutStop(prompt.text());
        String stem = text.endsWith(" " + target)
                ? text.substring(0, text.length() - target.length()).strip()
                : text;
        Optional<RecordEntry> original = edit.entry(ORIGINAL);
        Optional<String> oldAnswer =
                original.isPresent() ? original.get().fields().text(TARGET) : Optional.empty();
        try {
            return new EditCase(id, Rewrite.of(stem, subject, target), oldAnswer, List.of(), List.of());
        } catch (IllegalArgumentException unfit) {
            throw prompt.refuse(String.valueOf(unfit.getMessage()));
        }
    }

    private static EditCase stated(String id, RecordFields edit, Set<String> subjects) throws RecordListException {
        RecordEntry prompt = edit.require(PROMPT, "the statement of the new fact");
        String relation = edit.require(RELATION, "the relation's name").text();
        RippleRelation wording = RippleRelation.of(relation);
        Optional<RecordEntry> originalFact = edit.entry(ORIGINAL);
        Optional<String> original =
                originalFact.isPresent() ? originalFact.get().fields().text(PROMPT) : Optional.empty();
        try {
            RippleStatement statement = RippleStatement.of(prompt.text(), wording, subjects, original)
                    .orElseThrow(() -> new IllegalArgumentException("is not worded as the relation " + relation
                            + "; expected a statement with '" + wording.before() + "SUBJECT" + wording.after()
                            + "OBJECT.' at its end"));
            return new EditCase(id, statement.rewrite(), original.flatMap(statement::objectOf), List.of(), List.of());
        } catch (IllegalArgumentException unfit) {
            throw prompt.refuse(String.valueOf(unfit.getMessage()));
        }
    }

    /** How queries about the edit's subject name it. */
    private static Set<String> subjects(RecordFields record, RecordFields edit) throws RecordListException {
        Optional<String> subjectId = edit.text(SUBJECT_ID);
        Set<String> subjects = new HashSet<>();
        if (subjectId.isEmpty()) {
            return subjects;
        }
        for (RecordFields query : RippleTests.queries(record)) {
            Optional<String> relation = query.text(RELATION);
            Optional<String> prompt = query.text(PROMPT);
            if (relation.isPresent() && prompt.isPresent() && idOf(query).equals(subjectId)) {
                RippleRelation.of(relation.get()).subjectOfQuery(prompt.get()).ifPresent(subjects::add);
            }
        }
        return subjects;
    }

    /** Some queries have a list of entities, which are none of an edit. */
    private static Optional<String> idOf(RecordFields query) throws RecordListException {
        Optional<RecordEntry> id = query.entry(SUBJECT_ID);
        return id.isPresent() && !id.get().isArray() ? Optional.of(id.get().textOrNumber()) : Optional.empty();
    }
}
