package dev.engram.datasets.benchmark;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.EditRecords;
import dev.engram.datasets.RecordEntry;
import dev.engram.datasets.RecordField;
import dev.engram.datasets.RecordFields;
import dev.engram.datasets.RecordListException;
import dev.engram.datasets.RecordShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The project's own form: the plain fields of a fact to edit (as {@link dev.engram.datasets.EditList} has them), or several such facts under
 * {@code edits}, beside all else that a record may have. {@link EngramLine} writes it.
 */
final class EngramForm implements RecordForm {

    static final RecordField EDITS = RecordField.of("edits");
    static final RecordField PROBES = RecordField.of("probes");
    static final RecordField KIND = RecordField.of("kind");
    static final RecordField GROUP = RecordField.of("group");
    static final RecordField QUESTIONS = RecordField.of("questions");
    static final RecordField CONDITIONS = RecordField.of("conditions");
    static final RecordField NEED = RecordField.of("need");
    static final RecordField PROMPT = RecordField.of("prompt");
    static final RecordField ANSWERS = RecordField.of("answers", "answer");
    static final RecordField OPENINGS = RecordField.of("openings");
    static final RecordField TARGET_IDS = RecordField.of("targetIds");
    static final RecordField RELATION = RecordField.of("relation");
    static final RecordField OBJECT = RecordField.of("object");

    /** List of probes, probe, questions, question, answers. */
    private static final int LEVELS = 5;

    private final EditRecords edits = new EditRecords();

    @Override
    public boolean recognises(RecordShape record) {
        boolean plain = record.has("target")
                && record.has("subject")
                && (record.has("prompt") || record.has("template"))
                && !record.has("requested_rewrite");
        return record.hasArray("edits") || plain;
    }

    @Override
    public Set<RecordField> fields() {
        Set<RecordField> fields = new HashSet<>(edits.fields());
        fields.addAll(List.of(
                EDITS,
                PROBES,
                KIND,
                GROUP,
                QUESTIONS,
                CONDITIONS,
                NEED,
                PROMPT,
                ANSWERS,
                OPENINGS,
                TARGET_IDS,
                RELATION,
                OBJECT));
        return fields;
    }

    @Override
    public int levels() {
        return LEVELS;
    }

    @Override
    public List<List<RecordField>> columns() {
        return edits.columns();
    }

    @Override
    public BenchmarkRecord of(RecordFields fields) throws RecordListException {
        String id = fields.id();
        return new BenchmarkRecord(id, edits(fields, id), probes(fields), fields.texts(OPENINGS), targetIds(fields));
    }

    private List<EditCase> edits(RecordFields fields, String id) throws RecordListException {
        Optional<RecordEntry> several = fields.entry(EDITS);
        if (several.isEmpty()) {
            return List.of(edits.of(fields, id));
        }
        List<RecordEntry> entries = several.get().items();
        List<EditCase> cases = new ArrayList<>();
        for (RecordEntry entry : entries) {
            RecordFields edit = entry.fields();
            cases.add(edits.of(edit, edit.id(EditIds.of(id, cases.size(), entries.size()))));
        }
        if (cases.isEmpty()) {
            throw several.get().refuse("has no items; expected a fact to edit at least");
        }
        return cases;
    }

    private static List<Probe> probes(RecordFields fields) throws RecordListException {
        List<Probe> probes = new ArrayList<>();
        for (RecordEntry entry : fields.entries(PROBES)) {
            RecordFields probe = entry.fields();
            List<Question> questions = questions(probe.entries(QUESTIONS));
            if (questions.isEmpty()) {
                throw probe.refuse(QUESTIONS, "is absent; expected a question at least");
            }
            probes.add(new Probe(
                    oneOf(Probe.Kind.values(), Probe.Kind::label, probe.require(KIND, "what the test is of")),
                    probe.text(GROUP).orElse(""),
                    questions,
                    need(probe),
                    questions(probe.entries(CONDITIONS))));
        }
        return probes;
    }

    private static Probe.Need need(RecordFields probe) throws RecordListException {
        Optional<RecordEntry> need = probe.entry(NEED);
        return need.isPresent() ? oneOf(Probe.Need.values(), Probe.Need::label, need.get()) : Probe.Need.ALL;
    }

    private static List<Question> questions(List<RecordEntry> entries) throws RecordListException {
        List<Question> questions = new ArrayList<>();
        for (RecordEntry entry : entries) {
            RecordFields question = entry.fields();
            questions.add(new Question(
                    question.require(PROMPT, "the text to continue").text(), question.texts(ANSWERS)));
        }
        return questions;
    }

    private static Optional<TargetIds> targetIds(RecordFields fields) throws RecordListException {
        Optional<RecordEntry> entry = fields.entry(TARGET_IDS);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        RecordFields ids = entry.get().fields();
        return Optional.of(new TargetIds(
                ids.require(RELATION, "the relation's id").text(),
                ids.require(OBJECT, "the new object's id").text()));
    }

    private static <E> E oneOf(E[] choices, Function<E, String> label, RecordEntry entry) throws RecordListException {
        String text = entry.text();
        return Arrays.stream(choices)
                .filter(choice -> label.apply(choice).equals(text))
                .findFirst()
                .orElseThrow(() -> entry.refuse("is '" + text + "'; expected one of "
                        + Arrays.stream(choices).map(label).collect(Collectors.joining(", "))));
    }
}
