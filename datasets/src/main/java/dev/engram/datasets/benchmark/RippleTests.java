package dev.engram.datasets.benchmark;

import dev.engram.datasets.RecordEntry;
import dev.engram.datasets.RecordField;
import dev.engram.datasets.RecordFields;
import dev.engram.datasets.RecordListException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The six lists of tests of a record of RippleEdits. Tests, queries and objects without an answer are left out. */
final class RippleTests {

    private static final RecordField QUERIES = RecordField.of("test_queries");
    private static final RecordField CONDITIONS = RecordField.of("condition_queries");
    private static final RecordField NEED = RecordField.of("test_condition");
    private static final RecordField PROMPT = RecordField.of("prompt", "phrase");
    private static final RecordField RELATION = RecordField.of("relation");
    private static final RecordField ANSWERS = RecordField.of("answers");
    private static final RecordField VALUE = RecordField.of("value");
    private static final RecordField ALIASES = RecordField.of("aliases");

    /** A relation whose objects are wordings of one answer, yes or no, rather than several. */
    private static final String ALTERNATIVES = "IS_ALIVE";

    /** A list of tests, what they are of, and the name of their sub-score. */
    private record Axis(RecordField list, Probe.Kind kind) {

        String group() {
            return list.keys().get(0);
        }
    }

    private static final List<Axis> AXES = List.of(
            new Axis(RecordField.of("Relation_Specificity", "Relation_Specifity"), Probe.Kind.LOCALITY),
            new Axis(RecordField.of("Logical_Generalization"), Probe.Kind.PORTABILITY),
            new Axis(RecordField.of("Subject_Aliasing"), Probe.Kind.PORTABILITY),
            new Axis(RecordField.of("Compositionality_I"), Probe.Kind.PORTABILITY),
            new Axis(RecordField.of("Compositionality_II"), Probe.Kind.PORTABILITY),
            new Axis(RecordField.of("Forgetfulness", "Preservation"), Probe.Kind.LOCALITY));

    static final Set<RecordField> FIELDS = Stream.concat(
                    AXES.stream().map(Axis::list),
                    Stream.of(QUERIES, CONDITIONS, NEED, PROMPT, RELATION, ANSWERS, VALUE, ALIASES))
            .collect(Collectors.toUnmodifiableSet());

    private RippleTests() {}

    static List<Probe> probes(RecordFields record) throws RecordListException {
        List<Probe> probes = new ArrayList<>();
        for (Axis axis : AXES) {
            for (RecordEntry test : record.entries(axis.list)) {
                probe(axis, test.fields()).ifPresent(probes::add);
            }
        }
        return probes;
    }

    /** All queries of all tests, those of conditions too. */
    static List<RecordFields> queries(RecordFields record) throws RecordListException {
        List<RecordFields> queries = new ArrayList<>();
        for (Axis axis : AXES) {
            for (RecordEntry test : record.entries(axis.list)) {
                for (RecordField list : List.of(QUERIES, CONDITIONS)) {
                    for (RecordEntry query : test.fields().entries(list)) {
                        queries.add(query.fields());
                    }
                }
            }
        }
        return queries;
    }

    private static Optional<Probe> probe(Axis axis, RecordFields test) throws RecordListException {
        List<List<Question>> queries = new ArrayList<>();
        for (RecordEntry query : test.entries(QUERIES)) {
            queries.add(questions(query.fields()));
        }
        queries.removeIf(List::isEmpty);
        if (queries.isEmpty()) {
            return Optional.empty();
        }
        List<Question> conditions = new ArrayList<>();
        for (RecordEntry query : test.entries(CONDITIONS)) {
            conditions.addAll(questions(query.fields()));
        }
        // Of a single query every object is wanted, whatever is said of queries.
        boolean all = queries.size() == 1 || need(test) == Probe.Need.ALL;
        List<Question> questions = all
                ? queries.stream().flatMap(List::stream).toList()
                : queries.stream().map(RippleTests::any).toList();
        return Optional.of(
                new Probe(axis.kind, axis.group(), questions, all ? Probe.Need.ALL : Probe.Need.ANY, conditions));
    }

    private static Probe.Need need(RecordFields test) throws RecordListException {
        Optional<RecordEntry> need = test.entry(NEED);
        if (need.isEmpty()) {
            return Probe.Need.ANY;
        }
        return switch (need.get().text()) {
            case "OR" -> Probe.Need.ANY;
            case "AND" -> Probe.Need.ALL;
            default -> throw need.get().refuse("is '" + need.get().text() + "'; expected OR or AND");
        };
    }

    /** A question for each object of a query. */
    private static List<Question> questions(RecordFields query) throws RecordListException {
        String prompt = query.require(PROMPT, "the text to continue").text();
        List<Question> questions = new ArrayList<>();
        for (RecordEntry answer : query.entries(ANSWERS)) {
            List<String> names = names(answer);
            if (!names.isEmpty()) {
                questions.add(new Question(prompt, names));
            }
        }
        boolean alternatives = query.text(RELATION).filter(ALTERNATIVES::equals).isPresent();
        return alternatives && !questions.isEmpty() ? List.of(any(questions)) : questions;
    }

    /** One question to which what answers any of some is right. */
    private static Question any(List<Question> questions) {
        return new Question(
                questions.get(0).prompt(),
                questions.stream()
                        .flatMap(question -> question.answers().stream())
                        .toList());
    }

    /** The object's name and its aliases; single letters, which nearly any text has, are none (the authors' query.py). */
    private static List<String> names(RecordEntry answer) throws RecordListException {
        List<String> names = new ArrayList<>();
        if (answer.isObject()) {
            for (RecordField field : List.of(VALUE, ALIASES)) {
                Optional<RecordEntry> entry = answer.fields().entry(field);
                names.addAll(entry.isPresent() ? entry.get().allTexts() : List.of());
            }
        } else {
            names.addAll(answer.allTexts());
        }
        names.removeIf(name ->
                name.strip().length() == 1 && !Character.isDigit(name.strip().charAt(0)));
        return names;
    }
}
