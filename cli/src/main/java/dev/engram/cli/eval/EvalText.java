package dev.engram.cli.eval;

import dev.engram.cli.terminal.Count;
import dev.engram.eval.benchmark.AbilityCheck;
import dev.engram.eval.metrics.FailedRewrite;
import dev.engram.eval.metrics.table.MetricEstimate;
import dev.engram.eval.metrics.table.MetricRow;
import dev.engram.eval.metrics.table.MetricTable;
import dev.engram.reports.VisibleText;
import dev.engram.tracing.summary.Interval;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What the results of an evaluation say together, for people. */
final class EvalText {

    private static final int SHORT_NAME = 3;
    private static final int NAME_WIDTH = 40;
    private static final int CELL_WIDTH = 26;
    private static final int MOST_FAILED = 10;

    private final EvalSummaryJson summary;
    private final PrintWriter out;

    EvalText(EvalSummaryJson summary, PrintWriter out) {
        this.summary = summary;
        this.out = out;
    }

    void print() {
        EvalManifest manifest = summary.run();
        MetricTable table = summary.metrics();
        out.println(table.records() + " records of " + manifest.dataset().file() + " on "
                + manifest.model().name() + "; "
                + manifest.protocol().rule());
        if (manifest.dataset().skipped() > 0) {
            out.println(Count.of(manifest.dataset().skipped(), "record") + " of the file left out as bad");
        }
        out.println("means over records, with 95 % bootstrap intervals");
        StringBuilder head = new StringBuilder(pad("", NAME_WIDTH));
        table.methods().forEach(method -> head.append(pad(method, CELL_WIDTH)));
        out.println(head.toString().stripTrailing());
        for (MetricRow row : table.rows()) {
            StringBuilder line = new StringBuilder(pad(name(row), NAME_WIDTH));
            table.methods()
                    .forEach(method ->
                            line.append(pad(row.of(method).map(EvalText::cell).orElse("–"), CELL_WIDTH)));
            out.println(line.toString().stripTrailing());
        }
        StringBuilder seconds = new StringBuilder(pad("seconds of an edit", NAME_WIDTH));
        summary.secondsOfAnEdit()
                .values()
                .forEach(value -> seconds.append(pad(String.format(Locale.ROOT, "%.2f", value), CELL_WIDTH)));
        out.println(seconds.toString().stripTrailing());
        printDifferences(table);
        summary.failed().forEach(this::printFailed);
        printChecks();
        out.println();
        out.println("What they are:");
        table.rows()
                .forEach(row -> out.println("  " + row.metric()
                        + (row.fieldName().isEmpty() ? "" : " (" + row.fieldName() + ")") + ": " + row.definition()));
    }

    private void printDifferences(MetricTable table) {
        List<String> others = table.methods().subList(1, table.methods().size() - 1);
        if (others.isEmpty()) {
            return;
        }
        out.println();
        out.println("Differences from " + table.methods().get(0) + ", record by record:");
        for (MetricRow row : table.rows()) {
            StringBuilder line = new StringBuilder(pad(name(row), NAME_WIDTH + CELL_WIDTH));
            others.forEach(method ->
                    line.append(pad(row.differenceOf(method).map(EvalText::cell).orElse("–"), CELL_WIDTH)));
            out.println(line.toString().stripTrailing());
        }
    }

    private void printFailed(String method, List<FailedRewrite> failed) {
        if (failed.isEmpty()) {
            return;
        }
        long records = failed.stream().map(FailedRewrite::id).distinct().count();
        out.println();
        out.println("Failed with " + method + ": " + records + " of "
                + summary.metrics().records()
                + " records, their new answer not likelier than the old one, or not said");
        failed.stream().limit(MOST_FAILED).forEach(each -> out.println("  " + VisibleText.line(line(each))));
        if (failed.size() > MOST_FAILED) {
            out.println("  ... and " + (failed.size() - MOST_FAILED) + " more, which summary.json has");
        }
    }

    private static String line(FailedRewrite failed) {
        return failed.id() + ": " + failed.prompt() + " → " + failed.target()
                + failed.preferred().map(old -> "; not likelier than " + old).orElse("")
                + (failed.isSaid() ? "" : "; says:" + failed.said());
    }

    private void printChecks() {
        if (summary.checks().isEmpty()) {
            return;
        }
        out.println();
        out.println(
                "After so many edits: earlier rewrites still preferred and said, perplexity and first choices kept on"
                        + " the neutral text");
        summary.run()
                .multipleChoice()
                .ifPresent(
                        file -> out.println("choices: share of the " + file.questions() + " questions of " + file.file()
                                + " whose right choice is likelier than each other, by the mean"
                                + " log-probability of a token"));
        for (AbilityCheck check : summary.checks()) {
            out.printf(
                    Locale.ROOT,
                    "  %-10s %6d  preferred %5.1f %%  said %5.1f %%  perplexity %9.3f  kept %5.1f %%%s%n",
                    check.method(),
                    check.edits(),
                    100 * check.preferred(),
                    100 * check.said(),
                    check.perplexity(),
                    100 * check.kept(),
                    choices(check));
        }
    }

    private static String choices(AbilityCheck check) {
        return check.choices().isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        "  choices %5.1f %% (before %.1f %%)",
                        100 * check.choices().getAsDouble(),
                        100 * check.choicesBefore().orElseThrow());
    }

    private static String name(MetricRow row) {
        boolean isShort =
                row.fieldName().length() <= SHORT_NAME && !row.fieldName().isEmpty();
        return isShort ? row.metric() + " (" + row.fieldName() + ")" : row.metric();
    }

    private static String cell(MetricEstimate estimate) {
        String bounds = estimate.bootstrap().map(EvalText::bounds).orElse("");
        return String.format(Locale.ROOT, "%.3f%s", estimate.mean(), bounds);
    }

    private static String bounds(Interval interval) {
        return String.format(Locale.ROOT, " (%.3f to %.3f)", interval.low(), interval.high());
    }

    private static String pad(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }
}
