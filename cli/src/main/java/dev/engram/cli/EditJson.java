package dev.engram.cli;

import dev.engram.editing.method.ValueNorms;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.value.LossPoint;
import dev.engram.eval.CaseOutcome;
import dev.engram.eval.TrialResult;
import dev.engram.eval.health.ModelHealth;
import dev.engram.eval.recall.AnswerRecall;
import dev.engram.eval.recall.CaseRecall;
import dev.engram.eval.recall.PromptRecall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code engram edit} found, as JSON.
 *
 * @param editSeconds of the edits alone
 */
record EditJson(
        String engram,
        String command,
        ConditionsModel model,
        EditorSettings settings,
        List<FactJson> facts,
        EditSolution solution,
        ModelHealth health,
        List<String> warnings,
        double editSeconds) {

    EditJson {
        facts = List.copyOf(facts);
        warnings = List.copyOf(warnings);
    }

    record ConditionsModel(String name, String sha256) {}

    /**
     * One fact.
     *
     * @param losses at each step
     */
    record FactJson(
            String id,
            String prompt,
            String subject,
            String target,
            List<AskedJson> recall,
            List<LossPoint> losses,
            Optional<ValueNorms> norms) {}

    /** A prompt, before and after. */
    record AskedJson(String kind, String prompt, SaidJson before, SaidJson after) {}

    /** What a model says to it. */
    record SaidJson(
            AnswerJson newAnswer, AnswerJson oldAnswer, String firstChoice, String greedyText, boolean saysNew) {}

    /** How likely an answer is. */
    record AnswerJson(String answer, double probability, double meanNegativeLogLikelihood, int rank) {}

    static EditJson of(
            TrialResult result, EditSolution solution, EditorSettings settings, ConditionsModel model, String command) {
        return new EditJson(
                EngramVersion.number(),
                command,
                model,
                settings,
                result.cases().stream().map(EditJson::fact).toList(),
                solution,
                result.health(),
                result.health().warnings(),
                result.editSeconds());
    }

    private static FactJson fact(CaseOutcome outcome) {
        List<AskedJson> recall = new ArrayList<>();
        CaseRecall before = outcome.before();
        CaseRecall after = outcome.after();
        recall.add(asked("rewrite", before.rewrite(), after.rewrite()));
        for (int i = 0; i < before.paraphrases().size(); i++) {
            recall.add(asked(
                    "paraphrase",
                    before.paraphrases().get(i),
                    after.paraphrases().get(i)));
        }
        for (int i = 0; i < before.neighbours().size(); i++) {
            recall.add(asked(
                    "neighbour", before.neighbours().get(i), after.neighbours().get(i)));
        }
        return new FactJson(
                outcome.asked().id(),
                outcome.asked().rewrite().prompt().text(),
                outcome.asked().rewrite().subject(),
                outcome.asked().rewrite().target(),
                recall,
                outcome.report().losses(),
                outcome.report().norms());
    }

    private static AskedJson asked(String kind, PromptRecall before, PromptRecall after) {
        return new AskedJson(kind, before.prompt(), said(before), said(after));
    }

    private static SaidJson said(PromptRecall recall) {
        return new SaidJson(
                answer(recall.newAnswer()),
                answer(recall.oldAnswer()),
                recall.firstChoice(),
                recall.greedyText(),
                recall.saysNew());
    }

    private static AnswerJson answer(AnswerRecall recall) {
        return new AnswerJson(recall.answer(), recall.probability(), recall.meanNegativeLogLikelihood(), recall.rank());
    }
}
