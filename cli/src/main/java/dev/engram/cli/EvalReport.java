package dev.engram.cli;

import dev.engram.eval.benchmark.AbilityCheck;
import dev.engram.eval.benchmark.EditedScore;
import dev.engram.eval.benchmark.RecordScore;
import dev.engram.eval.metrics.ScoredEdit;
import dev.engram.eval.metrics.table.MethodScores;
import dev.engram.eval.metrics.table.MetricEstimate;
import dev.engram.eval.metrics.table.MetricRow;
import dev.engram.eval.metrics.table.MetricTable;
import dev.engram.tracing.summary.Interval;
import dev.engram.tracing.summary.Resampling;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;

/** What the results of an evaluation say together: the metrics of each method, the checks of a sequence, the time. */
final class EvalReport {

    /** How the model as it is appears among the methods. */
    private static final String UNEDITED = "unedited";

    private static final int SHORT_NAME = 3;
    private static final int NAME_WIDTH = 40;
    private static final int CELL_WIDTH = 26;

    private final Path folder;
    private final EvalManifest manifest;
    private final EvalLines lines;

    private EvalReport(Path folder, EvalManifest manifest, EvalLines lines) {
        this.folder = folder;
        this.manifest = manifest;
        this.lines = lines;
    }

    /** Reads the results of a folder. */
    static EvalReport of(Path folder) throws IOException {
        return new EvalReport(folder, readManifest(folder), EvalLines.read(List.of(folder)));
    }

    static EvalManifest readManifest(Path folder) throws IOException {
        return RunFolder.readManifest(folder, EvalManifest.FORMAT, EvalManifest.class);
    }

    /**
     * Writes the summary, and prints it.
     *
     * @param command that makes this report
     * @param json whether it is printed as JSON
     */
    void publish(CommandSpec command, boolean json) throws IOException {
        SummaryJson summary = summary();
        String asJson = JsonLine.of(summary);
        AtomicFile.write(folder.resolve("summary.json"), asJson + "\n");
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(asJson);
        } else {
            print(summary, out);
        }
        command.commandLine().getErr().println("results are in " + folder);
    }

    /** Everything as JSON: the table with definitions and intervals, checks, seconds. */
    private record SummaryJson(
            EvalManifest run, MetricTable metrics, List<AbilityCheck> checks, Map<String, Double> secondsOfAnEdit) {}

    private SummaryJson summary() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (String method : manifest.methods()) {
            seconds.put(
                    method,
                    lines.editedBy(method).stream()
                            .mapToDouble(EditedScore::seconds)
                            .average()
                            .orElse(0));
        }
        return new SummaryJson(manifest, table(), lines.checks(), seconds);
    }

    private MetricTable table() {
        Map<Integer, RecordScore> before = new TreeMap<>();
        lines.before().forEach(line -> before.put(line.number(), line.score()));
        List<MethodScores> methods = new ArrayList<>();
        for (String method : manifest.methods()) {
            methods.add(new MethodScores(
                    method,
                    lines.editedBy(method).stream()
                            .map(score -> ScoredEdit.of(before(before, score.number()), score.score()))
                            .toList()));
        }
        methods.add(new MethodScores(
                UNEDITED, before.values().stream().map(ScoredEdit::unedited).toList()));
        return MetricTable.of(methods, Resampling.DEFAULT);
    }

    private static RecordScore before(Map<Integer, RecordScore> scores, int number) {
        RecordScore score = scores.get(number);
        if (score == null) {
            throw new IllegalArgumentException("the results lack the score of record " + number + " before its edit");
        }
        return score;
    }

    /** A table for people. */
    private void print(SummaryJson summary, PrintWriter out) {
        MetricTable table = summary.metrics();
        out.println(table.records() + " records of " + manifest.dataset().file() + " on "
                + manifest.model().name() + "; "
                + manifest.protocol().rule());
        out.println("means over records, with 95 % bootstrap intervals");
        StringBuilder head = new StringBuilder(pad("", NAME_WIDTH));
        table.methods().forEach(method -> head.append(pad(method, CELL_WIDTH)));
        out.println(head.toString().stripTrailing());
        for (MetricRow row : table.rows()) {
            StringBuilder line = new StringBuilder(pad(name(row), NAME_WIDTH));
            table.methods()
                    .forEach(method ->
                            line.append(pad(row.of(method).map(EvalReport::cell).orElse("–"), CELL_WIDTH)));
            out.println(line.toString().stripTrailing());
        }
        StringBuilder seconds = new StringBuilder(pad("seconds of an edit", NAME_WIDTH));
        summary.secondsOfAnEdit()
                .values()
                .forEach(value -> seconds.append(pad(String.format(Locale.ROOT, "%.2f", value), CELL_WIDTH)));
        out.println(seconds.toString().stripTrailing());
        printDifferences(table, out);
        printChecks(out);
        out.println();
        out.println("What they are:");
        table.rows()
                .forEach(row -> out.println("  " + row.metric()
                        + (row.fieldName().isEmpty() ? "" : " (" + row.fieldName() + ")") + ": " + row.definition()));
    }

    private static void printDifferences(MetricTable table, PrintWriter out) {
        List<String> others = table.methods().subList(1, table.methods().size() - 1);
        if (others.isEmpty()) {
            return;
        }
        out.println();
        out.println("Differences from " + table.methods().get(0) + ", record by record:");
        for (MetricRow row : table.rows()) {
            StringBuilder line = new StringBuilder(pad(name(row), NAME_WIDTH + CELL_WIDTH));
            others.forEach(method -> line.append(
                    pad(row.differenceOf(method).map(EvalReport::cell).orElse("–"), CELL_WIDTH)));
            out.println(line.toString().stripTrailing());
        }
    }

    private void printChecks(PrintWriter out) {
        if (lines.checks().isEmpty()) {
            return;
        }
        out.println();
        out.println(
                "After so many edits: earlier rewrites still preferred and said, perplexity and first choices kept on the neutral text");
        for (AbilityCheck check : lines.checks()) {
            out.printf(
                    Locale.ROOT,
                    "  %-10s %6d  preferred %5.1f %%  said %5.1f %%  perplexity %9.3f  kept %5.1f %%%n",
                    check.method(),
                    check.edits(),
                    100 * check.preferred(),
                    100 * check.said(),
                    check.perplexity(),
                    100 * check.kept());
        }
    }

    private static String name(MetricRow row) {
        boolean isShort =
                row.fieldName().length() <= SHORT_NAME && !row.fieldName().isEmpty();
        return isShort ? row.metric() + " (" + row.fieldName() + ")" : row.metric();
    }

    private static String cell(MetricEstimate estimate) {
        String bounds = estimate.bootstrap().map(EvalReport::bounds).orElse("");
        return String.format(Locale.ROOT, "%.3f%s", estimate.mean(), bounds);
    }

    private static String bounds(Interval interval) {
        return String.format(Locale.ROOT, " (%.3f to %.3f)", interval.low(), interval.high());
    }

    private static String pad(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }
}
