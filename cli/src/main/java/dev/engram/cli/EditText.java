package dev.engram.cli;

import dev.engram.editing.value.LossPoint;
import dev.engram.eval.CaseOutcome;
import dev.engram.eval.TrialResult;
import dev.engram.eval.health.ModelHealth;
import dev.engram.eval.recall.AnswerRecall;
import dev.engram.eval.recall.PromptRecall;
import dev.engram.reports.VisibleText;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What {@code engram edit} found, for people: each prompt before and after, then the model's health. */
final class EditText {

    private static final int MOST_FACTS_SHOWN = 10;

    private final PrintWriter out;

    EditText(PrintWriter out) {
        this.out = out;
    }

    void print(TrialResult result, EditSolution solution) {
        result.cases().stream().limit(MOST_FACTS_SHOWN).forEach(this::print);
        int left = result.cases().size() - MOST_FACTS_SHOWN;
        if (left > 0) {
            out.println("... and " + left + " more facts, which the report and --json have");
        }
        print(result.health(), result.editSeconds());
        solution.lines().forEach(out::println);
    }

    private void print(CaseOutcome outcome) {
        List<LossPoint> losses = outcome.report().losses();
        out.printf(
                Locale.ROOT,
                "%s: %s (%d steps, loss %.3f to %.3f)%n",
                VisibleText.line(outcome.asked().rewrite().subject()),
                VisibleText.line(outcome.asked().rewrite().target()),
                losses.size(),
                losses.get(0).total(),
                losses.get(losses.size() - 1).total());
        ask("rewrite", outcome.before().rewrite(), outcome.after().rewrite());
        for (int i = 0; i < outcome.before().paraphrases().size(); i++) {
            ask(
                    "paraphrase",
                    outcome.before().paraphrases().get(i),
                    outcome.after().paraphrases().get(i));
        }
        for (int i = 0; i < outcome.before().neighbours().size(); i++) {
            ask(
                    "neighbour",
                    outcome.before().neighbours().get(i),
                    outcome.after().neighbours().get(i));
        }
        out.println();
    }

    private void ask(String kind, PromptRecall before, PromptRecall after) {
        out.printf("  %-10s %s%n", kind, VisibleText.line(before.prompt()));
        say("before", before);
        say("after", after);
    }

    private void say(String when, PromptRecall recall) {
        out.printf(
                "    %-6s %s, %s  |%s%n",
                when, answer(recall.newAnswer()), answer(recall.oldAnswer()), VisibleText.line(recall.greedyText()));
    }

    private static String answer(AnswerRecall recall) {
        return String.format(
                Locale.ROOT,
                "%s %.2f %% (rank %d)",
                VisibleText.line(recall.answer()),
                100 * recall.probability(),
                recall.rank());
    }

    private void print(ModelHealth health, double seconds) {
        String key = health.leastKeyRatio().isPresent()
                ? String.format(
                        Locale.ROOT, "key ratio %.2f, ", health.leastKeyRatio().getAsDouble())
                : "";
        out.printf(
                Locale.ROOT,
                "health: %supdate %.3f of the weight's norm, perplexity of neutral text %.2f before and %.2f after, %.1f %% of "
                        + "unrelated predictions stayed%n",
                key,
                health.updateRatio(),
                health.perplexityBefore(),
                health.perplexityAfter(),
                100 * health.shareKept());
        out.printf(Locale.ROOT, "edited in %.1f s%n", seconds);
    }
}
