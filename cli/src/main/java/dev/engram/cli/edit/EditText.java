package dev.engram.cli.edit;

import dev.engram.editing.value.LossPoint;
import dev.engram.eval.health.ModelHealth;
import dev.engram.reports.EditedFact;
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

    void print(EditJson report) {
        report.facts().stream().limit(MOST_FACTS_SHOWN).forEach(this::print);
        int left = report.facts().size() - MOST_FACTS_SHOWN;
        if (left > 0) {
            out.println("... and " + left + " more facts, which the report and --json have");
        }
        print(report.health(), report.editSeconds());
        report.solution().lines().forEach(out::println);
    }

    private void print(EditedFact fact) {
        List<LossPoint> losses = fact.losses();
        out.printf(
                Locale.ROOT,
                "%s: %s (%d steps, loss %.3f to %.3f)%n",
                VisibleText.line(fact.subject()),
                VisibleText.line(fact.target()),
                losses.size(),
                losses.get(0).total(),
                losses.get(losses.size() - 1).total());
        fact.recall().forEach(this::print);
        out.println();
    }

    private void print(EditedFact.Asked asked) {
        out.printf("  %-10s %s%n", asked.kind(), VisibleText.line(asked.prompt()));
        print("before", asked.before());
        print("after", asked.after());
    }

    private void print(String when, EditedFact.Said said) {
        out.printf(
                "    %-6s %s, %s  |%s%n",
                when, answer(said.newAnswer()), answer(said.oldAnswer()), VisibleText.line(said.greedyText()));
    }

    private static String answer(EditedFact.LikelyAnswer answer) {
        return String.format(
                Locale.ROOT,
                "%s %.2f %% (rank %d)",
                VisibleText.line(answer.answer()),
                100 * answer.probability(),
                answer.rank());
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
