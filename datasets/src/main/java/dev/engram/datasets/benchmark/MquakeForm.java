package dev.engram.datasets.benchmark;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.EditRecords;
import dev.engram.datasets.RecordEntry;
import dev.engram.datasets.RecordField;
import dev.engram.datasets.RecordFields;
import dev.engram.datasets.RecordListException;
import dev.engram.datasets.RecordShape;
import dev.engram.datasets.Rewrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * MQuAKE (Zhong et al. 2023): one or more edits, a question that takes several facts in three wordings, any of which is enough, and the facts
 * of the chain after the edit, asked as clozes. The wording of an edit as a question is its paraphrase. The tests' group is the length of the
 * chain, such as {@code 3-hop}, by which the paper splits its results.
 */
final class MquakeForm implements RecordForm {

    private static final RecordField ID = RecordField.of("case_id", "id");
    private static final RecordField EDITS = RecordField.of("requested_rewrite");
    private static final RecordField SUBJECT = RecordField.of("subject");
    private static final RecordField PROMPT = RecordField.of("prompt");
    private static final RecordField TARGET = RecordField.of("target_new", "target_new_str");
    private static final RecordField OLD = RecordField.of("target_true", "target_true_str");
    private static final RecordField STRING = RecordField.of("str");
    private static final RecordField WORDING = RecordField.of("question");
    private static final RecordField QUESTIONS = RecordField.of("questions");
    private static final RecordField NEW_ANSWER = RecordField.of("new_answer");
    private static final RecordField NEW_ALIASES = RecordField.of("new_answer_alias");
    private static final RecordField HOPS = RecordField.of("new_single_hops");
    private static final RecordField CLOZE = RecordField.of("cloze", "question");
    private static final RecordField HOP_ANSWER = RecordField.of("answer");
    private static final RecordField HOP_ALIASES = RecordField.of("answer_alias");

    /** List of edits, edit, target. */
    private static final int LEVELS = 3;

    @Override
    public boolean recognises(RecordShape record) {
        return record.hasArray("requested_rewrite");
    }

    @Override
    public Set<RecordField> fields() {
        return Set.of(
                ID,
                EDITS,
                SUBJECT,
                PROMPT,
                TARGET,
                OLD,
                STRING,
                WORDING,
                QUESTIONS,
                NEW_ANSWER,
                NEW_ALIASES,
                HOPS,
                CLOZE,
                HOP_ANSWER,
                HOP_ALIASES);
    }

    @Override
    public int levels() {
        return LEVELS;
    }

    @Override
    public List<List<RecordField>> columns() {
        return List.of(List.of(EDITS), List.of(QUESTIONS));
    }

    @Override
    public BenchmarkRecord of(RecordFields fields) throws RecordListException {
        String id = fields.id();
        return new BenchmarkRecord(id, edits(fields, id), probes(fields), List.of());
    }

    private static List<EditCase> edits(RecordFields fields, String id) throws RecordListException {
        RecordEntry rewrites = fields.require(EDITS, "the facts to edit");
        List<EditCase> edits = new ArrayList<>();
        for (RecordEntry rewrite : rewrites.items()) {
            edits.add(edit(
                    rewrite.fields(),
                    EditIds.of(id, edits.size(), rewrites.items().size())));
        }
        if (edits.isEmpty()) {
            throw rewrites.refuse("has no items; expected a fact to edit at least");
        }
        return edits;
    }

    private static EditCase edit(RecordFields fields, String id) throws RecordListException {
        Rewrite rewrite = EditRecords.rewrite(
                fields.require(SUBJECT, "the part of the prompt that names the subject"),
                fields.require(PROMPT, "the text to continue, with {} for the subject"),
                fields.require(TARGET, "what the model is to say from now on"));
        return new EditCase(
                id,
                rewrite,
                fields.text(OLD),
                EditRecords.paraphrases(fields.entries(WORDING), rewrite.subject()),
                List.of());
    }

    private static List<Probe> probes(RecordFields fields) throws RecordListException {
        List<RecordEntry> hops = fields.entries(HOPS);
        String group = hops.isEmpty() ? "" : hops.size() + "-hop";
        List<String> wordings = fields.texts(QUESTIONS);
        List<Probe> probes = new ArrayList<>();
        if (!wordings.isEmpty()) {
            List<String> answers = answers(fields, NEW_ANSWER, NEW_ALIASES);
            List<Question> questions =
                    wordings.stream().map(text -> new Question(text, answers)).toList();
            probes.add(new Probe(Probe.Kind.MULTI_HOP, group, questions, Probe.Need.ANY, List.of()));
        }
        for (RecordEntry entry : hops) {
            RecordFields hop = entry.fields();
            String cloze = hop.require(CLOZE, "the text to continue").text();
            probes.add(
                    Probe.of(Probe.Kind.SINGLE_HOP, group, new Question(cloze, answers(hop, HOP_ANSWER, HOP_ALIASES))));
        }
        return probes;
    }

    private static List<String> answers(RecordFields fields, RecordField plainest, RecordField aliases)
            throws RecordListException {
        RecordEntry answer = fields.require(plainest, "the right answer after the edit");
        List<String> others =
                fields.entry(aliases).isPresent() ? fields.entry(aliases).get().allTexts() : List.of();
        return Stream.concat(answer.allTexts().stream(), others.stream()).toList();
    }
}
