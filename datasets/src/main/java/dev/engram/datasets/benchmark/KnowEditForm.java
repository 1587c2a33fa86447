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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The sets of KnowEdit (Zhang et al. 2024): WikiData recent, ZsRE, WikiBio and WikiData counterfact, whose keys differ. Portability and
 * locality have tests by the names of their sub-scores, each a prompt with its right answers: a text, a list of them, or lists of one
 * answer's aliases. As EasyEdit does, a portability test without an answer is left out.
 */
final class KnowEditForm implements RecordForm {

    private static final RecordField ID = RecordField.of("case_id", "id");
    private static final RecordField SUBJECT = RecordField.of("subject", "concept");
    private static final RecordField PROMPT = RecordField.of("prompt", "text");
    private static final RecordField TARGET = RecordField.of("target_new", "labels");
    private static final RecordField ANSWER = RecordField.of("ground_truth");
    private static final RecordField PARAPHRASES = RecordField.of("rephrase_prompt", "rephrase");
    private static final RecordField PORTABILITY = RecordField.of("portability");
    private static final RecordField LOCALITY = RecordField.of("locality");

    /** Name, list of tests, test, list of answers, aliases of an answer. */
    private static final int LEVELS = 5;

    @Override
    public boolean recognises(RecordShape record) {
        return record.hasObject("portability") || record.hasObject("locality");
    }

    @Override
    public Set<RecordField> fields() {
        return Set.of(ID, SUBJECT, PROMPT, TARGET, ANSWER, PARAPHRASES, PORTABILITY, LOCALITY);
    }

    @Override
    public Set<RecordField> openFields() {
        return Set.of(PORTABILITY, LOCALITY);
    }

    @Override
    public int levels() {
        return LEVELS;
    }

    @Override
    public List<List<RecordField>> columns() {
        return List.of(List.of(SUBJECT), List.of(PROMPT), List.of(TARGET));
    }

    @Override
    public BenchmarkRecord of(RecordFields fields) throws RecordListException {
        Rewrite rewrite = EditRecords.rewrite(
                fields.require(SUBJECT, "the part of the prompt that names the subject"),
                fields.require(PROMPT, "the text to continue"),
                first(fields.require(TARGET, "what the model is to say from now on")));
        String id = fields.id();
        EditCase edit = new EditCase(
                id,
                rewrite,
                answers(fields).stream().findFirst(),
                EditRecords.paraphrases(fields.entries(PARAPHRASES), rewrite.subject()),
                List.of());
        List<Probe> probes = new ArrayList<>();
        addTests(Probe.Kind.PORTABILITY, fields.entry(PORTABILITY), probes);
        addTests(Probe.Kind.LOCALITY, fields.entry(LOCALITY), probes);
        return new BenchmarkRecord(id, List.of(edit), probes, List.of());
    }

    private static RecordEntry first(RecordEntry entry) throws RecordListException {
        return entry.items().stream()
                .findFirst()
                .orElseThrow(() -> entry.refuse("has no items; expected one at least"));
    }

    private static List<String> answers(RecordFields fields) throws RecordListException {
        Optional<RecordEntry> answer = fields.entry(ANSWER);
        return answer.isPresent() ? answer.get().allTexts() : List.of();
    }

    private static void addTests(Probe.Kind kind, Optional<RecordEntry> tests, List<Probe> probes)
            throws RecordListException {
        if (tests.isEmpty()) {
            return;
        }
        for (Map.Entry<String, RecordEntry> named : tests.get().members().entrySet()) {
            for (RecordEntry test : named.getValue().items()) {
                for (Question question : questions(test.fields())) {
                    if (kind == Probe.Kind.LOCALITY || !question.answers().isEmpty()) {
                        probes.add(Probe.of(kind, named.getKey(), question));
                    }
                }
            }
        }
    }

    /** One question; or several, where prompts are a list and answers another (EasyEdit's own input). */
    private static List<Question> questions(RecordFields test) throws RecordListException {
        RecordEntry prompt = test.require(PROMPT, "the text to continue");
        List<RecordEntry> prompts = prompt.items();
        if (prompts.size() == 1) {
            return List.of(new Question(prompts.get(0).text(), answers(test)));
        }
        List<RecordEntry> answers = test.entries(ANSWER);
        if (answers.size() != prompts.size()) {
            throw prompt.refuse(
                    "has " + prompts.size() + " prompts to " + answers.size() + " answers; expected one to each");
        }
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < prompts.size(); i++) {
            questions.add(new Question(prompts.get(i).text(), answers.get(i).allTexts()));
        }
        return questions;
    }
}
