package dev.engram.eval.benchmark;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.Neighbour;
import dev.engram.datasets.benchmark.BenchmarkRecord;
import dev.engram.datasets.benchmark.Probe;
import dev.engram.datasets.benchmark.Question;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that a record asks, in a fixed order: for each edit its rewrite, paraphrases and neighbours, then the tests. */
public final class RecordQuestions {

    private RecordQuestions() {}

    /** The prompts of a record. */
    public static List<AskedPrompt> of(BenchmarkRecord record) {
        List<AskedPrompt> asked = new ArrayList<>();
        for (int i = 0; i < record.edits().size(); i++) {
            addEdit(i, record.edits().get(i), asked);
        }
        for (int i = 0; i < record.probes().size(); i++) {
            addProbe(i, record.probes().get(i), record.edits().get(0), asked);
        }
        return asked;
    }

    private static void addEdit(int number, EditCase edit, List<AskedPrompt> asked) {
        String target = edit.rewrite().target().strip();
        List<String> answers = answers(target, edit.oldAnswer());
        asked.add(new AskedPrompt(
                PromptRole.REWRITE, "", number, true, edit.rewrite().prompt().text(), answers, List.of(target)));
        for (String paraphrase : edit.paraphrases()) {
            asked.add(new AskedPrompt(PromptRole.PARAPHRASE, "", number, true, paraphrase, answers, List.of(target)));
        }
        for (Neighbour neighbour : edit.neighbours()) {
            asked.add(new AskedPrompt(
                    PromptRole.NEIGHBOUR,
                    "",
                    number,
                    true,
                    neighbour.prompt(),
                    answers(target, neighbour.answer()),
                    neighbour.answer().map(List::of).orElse(List.of())));
        }
    }

    private static List<String> answers(String target, Optional<String> other) {
        return Stream.concat(Stream.of(target), other.stream()).toList();
    }

    private static void addProbe(int number, Probe probe, EditCase edit, List<AskedPrompt> asked) {
        for (Question question : probe.questions()) {
            asked.add(of(role(probe.kind()), probe, number, question, edit));
        }
        for (Question condition : probe.conditions()) {
            asked.add(of(PromptRole.CONDITION, probe, number, condition, edit));
        }
    }

    private static AskedPrompt of(PromptRole role, Probe probe, int number, Question question, EditCase edit) {
        List<String> first = question.answers().stream().limit(1).toList();
        List<String> scored =
                role == PromptRole.ATTRIBUTE && !first.isEmpty() ? answers(first.get(0), edit.oldAnswer()) : first;
        return new AskedPrompt(
                role,
                probe.group(),
                number,
                role == PromptRole.CONDITION || probe.need() == Probe.Need.ALL,
                question.prompt(),
                scored,
                question.answers());
    }

    private static PromptRole role(Probe.Kind kind) {
        return switch (kind) {
            case PORTABILITY -> PromptRole.PORTABILITY;
            case LOCALITY -> PromptRole.LOCALITY;
            case MULTI_HOP -> PromptRole.MULTI_HOP;
            case SINGLE_HOP -> PromptRole.SINGLE_HOP;
            case ATTRIBUTE -> PromptRole.ATTRIBUTE;
        };
    }
}
