package dev.engram.reports;

import dev.engram.editing.method.FactReport;
import dev.engram.editing.method.ValueNorms;
import dev.engram.editing.value.LossPoint;
import dev.engram.eval.CaseOutcome;
import dev.engram.eval.recall.AnswerRecall;
import dev.engram.eval.recall.CaseRecall;
import dev.engram.eval.recall.PromptRecall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A fact that was edited, as far as people are told of it.
 *
 * @param prompt the edited one
 * @param target the new answer
 * @param recall what the model says before and after, the edited prompt first
 * @param losses at each step of the search; empty for methods without one
 * @param norms of key and value; empty for methods without them
 */
public record EditedFact(
        String id,
        String prompt,
        String subject,
        String target,
        List<Asked> recall,
        List<LossPoint> losses,
        Optional<ValueNorms> norms) {

    /**
     * A prompt, before and after.
     *
     * @param kind rewrite, paraphrase or neighbour
     */
    public record Asked(String kind, String prompt, Said before, Said after) {}

    /** What a model says to a prompt; as {@link PromptRecall} has it. */
    public record Said(
            LikelyAnswer newAnswer, LikelyAnswer oldAnswer, String firstChoice, String greedyText, boolean saysNew) {

        static Said of(PromptRecall recall) {
            return new Said(
                    LikelyAnswer.of(recall.newAnswer()),
                    LikelyAnswer.of(recall.oldAnswer()),
                    recall.firstChoice(),
                    recall.greedyText(),
                    recall.saysNew());
        }
    }

    /** How likely an answer is; as {@link AnswerRecall} has it. */
    public record LikelyAnswer(String answer, double probability, double meanNegativeLogLikelihood, int rank) {

        static LikelyAnswer of(AnswerRecall recall) {
            return new LikelyAnswer(
                    recall.answer(), recall.probability(), recall.meanNegativeLogLikelihood(), recall.rank());
        }
    }

    public EditedFact {
        recall = List.copyOf(recall);
        losses = List.copyOf(losses);
    }

    /** What is told of a case of a trial. */
    public static EditedFact of(CaseOutcome outcome) {
        List<Asked> recall = new ArrayList<>();
        CaseRecall before = outcome.before();
        CaseRecall after = outcome.after();
        recall.add(asked("rewrite", before.rewrite(), after.rewrite()));
        addAll("paraphrase", before.paraphrases(), after.paraphrases(), recall);
        addAll("neighbour", before.neighbours(), after.neighbours(), recall);
        FactReport report = outcome.report();
        return new EditedFact(
                outcome.asked().id(),
                outcome.asked().rewrite().prompt().text(),
                outcome.asked().rewrite().subject(),
                outcome.asked().rewrite().target(),
                recall,
                report.losses(),
                report.norms());
    }

    private static void addAll(String kind, List<PromptRecall> before, List<PromptRecall> after, List<Asked> recall) {
        for (int i = 0; i < before.size(); i++) {
            recall.add(asked(kind, before.get(i), after.get(i)));
        }
    }

    private static Asked asked(String kind, PromptRecall before, PromptRecall after) {
        return new Asked(kind, before.prompt(), Said.of(before), Said.of(after));
    }
}
