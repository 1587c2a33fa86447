package dev.engram.cli.eval;

import dev.engram.cli.eval.ConsistencyOptions.Consistency;
import dev.engram.cli.kept.AtomicFile;
import dev.engram.cli.kept.FigureFiles;
import dev.engram.cli.kept.JsonLine;
import dev.engram.cli.kept.KeptResult;
import dev.engram.cli.kept.RunFolder;
import dev.engram.cli.kept.RunProvenance;
import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.eval.benchmark.EditedScore;
import dev.engram.eval.benchmark.RecordScore;
import dev.engram.eval.metrics.FailedRewrite;
import dev.engram.eval.metrics.Metrics;
import dev.engram.eval.metrics.Quantity;
import dev.engram.eval.metrics.ScoredEdit;
import dev.engram.eval.metrics.table.MethodScores;
import dev.engram.eval.metrics.table.MetricTable;
import dev.engram.reports.page.EvaluationPart;
import dev.engram.reports.page.Provenance;
import dev.engram.reports.page.Provenance.Entry;
import dev.engram.reports.page.ReportPage;
import dev.engram.reports.page.ReportPart;
import dev.engram.tracing.summary.Resampling;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** What the results of an evaluation say together: the metrics of each method, what failed, the checks of a sequence, the time. */
public final class EvalReport implements KeptResult {

    /** How the model as it is appears among the methods. */
    private static final String UNEDITED = "unedited";

    private final Path folder;
    private final EvalManifest manifest;
    private final EvalLines lines;
    private final Optional<Consistency> consistency;

    private EvalReport(Path folder, EvalManifest manifest, EvalLines lines, Optional<Consistency> consistency) {
        this.folder = folder;
        this.manifest = manifest;
        this.lines = lines;
        this.consistency = consistency;
    }

    /**
     * Reads the results of a folder.
     *
     * @param consistency a metric more, where it was asked for
     */
    public static EvalReport of(Path folder, Optional<Consistency> consistency) throws IOException {
        return new EvalReport(folder, readManifest(folder), EvalLines.read(List.of(folder)), consistency);
    }

    /** Reads the results of a folder, without metrics that need more than it holds. */
    public static EvalReport of(Path folder) throws IOException {
        return of(folder, Optional.empty());
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
        EvalSummaryJson summary = summary();
        String asJson = JsonLine.of(summary);
        AtomicFile.write(folder.resolve("summary.json"), asJson + "\n");
        AtomicFile.write(folder.resolve("report.html"), ReportPage.render(part()));
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(asJson);
        } else {
            new EvalText(summary, out).print();
        }
        command.commandLine().getErr().println("results are in " + folder);
    }

    @Override
    public ReportPart part() {
        Map<String, List<ScoredEdit>> edits = edits();
        return new EvaluationPart(
                manifest.model().shortName(),
                manifest.protocol().rule(),
                table(edits),
                edits,
                lines.checks(),
                seconds(),
                provenance());
    }

    @Override
    public void figures(FigureFiles files, List<Integer> facts) throws IOException {
        files.evaluation(table(edits()), lines.checks());
    }

    @Override
    public void print(PrintWriter out, TerminalSettings terminal) {
        new EvalText(summary(), out).print();
    }

    private Provenance provenance() {
        EvalManifest.DatasetJson dataset = manifest.dataset();
        List<Entry> entries = new ArrayList<>(List.of(
                new Entry(
                        "records",
                        dataset.file() + " (" + dataset.form() + "), " + dataset.count() + " from number "
                                + dataset.first() + " on"),
                new Entry("records sha256", dataset.sha256()),
                new Entry("protocol", manifest.protocol().rule()),
                new Entry("statistics of keys", manifest.statistics()),
                new Entry("seed", Long.toString(manifest.seed()))));
        manifest.settings()
                .forEach((method, settings) -> entries.add(new Entry("settings of " + method, settings.toString())));
        return RunProvenance.of(manifest.call(), manifest.engram(), manifest.model(), manifest.compute(), entries);
    }

    /** The mean time of an edit by each method. */
    private Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (String method : manifest.methods()) {
            seconds.put(
                    method,
                    lines.editedBy(method).stream()
                            .mapToDouble(EditedScore::seconds)
                            .average()
                            .orElse(0));
        }
        return seconds;
    }

    private EvalSummaryJson summary() {
        Map<String, List<ScoredEdit>> edits = edits();
        Map<String, Double> seconds = seconds();
        Map<String, List<FailedRewrite>> failed = new LinkedHashMap<>();
        edits.forEach((method, scored) -> failed.put(
                method,
                scored.stream().map(FailedRewrite::of).flatMap(List::stream).toList()));
        return new EvalSummaryJson(
                manifest,
                table(edits),
                failed,
                lines.checks(),
                seconds,
                consistency.map(Consistency::files).orElse(List.of()));
    }

    /** What each method made of the records, by their number. */
    private Map<String, List<ScoredEdit>> edits() {
        Map<Integer, RecordScore> before = new HashMap<>();
        lines.before().forEach(line -> before.put(line.number(), line.score()));
        Map<String, List<ScoredEdit>> edits = new LinkedHashMap<>();
        for (String method : manifest.methods()) {
            edits.put(
                    method,
                    lines.editedBy(method).stream()
                            .map(score -> ScoredEdit.of(before(before, score.number()), score.score()))
                            .toList());
        }
        return edits;
    }

    private MetricTable table(Map<String, List<ScoredEdit>> edits) {
        List<MethodScores> methods = new ArrayList<>();
        edits.forEach((method, scored) -> methods.add(new MethodScores(method, scored)));
        methods.add(new MethodScores(
                UNEDITED,
                lines.before().stream()
                        .map(line -> ScoredEdit.unedited(line.score()))
                        .toList()));
        List<Quantity> quantities = new ArrayList<>(Metrics.of(
                methods.stream().flatMap(method -> method.edits().stream()).toList()));
        consistency.map(Consistency::metric).ifPresent(quantities::add);
        return MetricTable.of(methods, quantities, Resampling.DEFAULT);
    }

    private static RecordScore before(Map<Integer, RecordScore> scores, int number) {
        RecordScore score = scores.get(number);
        if (score == null) {
            throw new IllegalArgumentException("the results lack the score of record " + number + " before its edit");
        }
        return score;
    }
}
