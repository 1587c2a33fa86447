package dev.engram.cli.trace;

import dev.engram.cli.kept.AtomicFile;
import dev.engram.cli.kept.FigureFiles;
import dev.engram.cli.kept.JsonLine;
import dev.engram.cli.kept.KeptResult;
import dev.engram.cli.kept.RunFolder;
import dev.engram.cli.kept.RunProvenance;
import dev.engram.cli.terminal.Count;
import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.reports.page.Provenance;
import dev.engram.reports.page.ReportPage;
import dev.engram.reports.page.ReportPart;
import dev.engram.reports.page.TracingPart;
import dev.engram.reports.plot.AverageHeatmap;
import dev.engram.reports.text.TerminalAverages;
import dev.engram.reports.text.TerminalHeatmap;
import dev.engram.tracing.FactTrace;
import dev.engram.tracing.TraceConditions;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.summary.AverageEffects;
import dev.engram.tracing.summary.SummarySettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.json.JsonMapper;

/** What the results in a folder say together: printed, and written beside them as {@code summary.json} and {@code report.html}. */
public final class TraceRunReport implements KeptResult {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Path folder;
    private final TraceManifest manifest;
    private final List<FactTrace> facts;
    private final SummarySettings settings;

    private TraceRunReport(Path folder, TraceManifest manifest, List<FactTrace> facts, SummarySettings settings) {
        this.folder = folder;
        this.manifest = manifest;
        this.facts = facts;
        this.settings = settings;
    }

    /** Reads the results of a folder. */
    public static TraceRunReport of(Path folder, SummarySettings settings) throws IOException {
        TraceManifest manifest = readManifest(folder);
        TraceConditions conditions = manifest.conditions().read();
        List<FactTrace> facts = new ArrayList<>();
        for (FactTraceJson line : RunFolder.readResults(folder, FactTraceJson.class)) {
            facts.add(line.read(conditions));
        }
        return new TraceRunReport(folder, manifest, facts, settings);
    }

    static TraceManifest readManifest(Path folder) throws IOException {
        return RunFolder.readManifest(folder, TraceManifest.FORMAT, TraceManifest.class);
    }

    /**
     * Writes summary and page, and prints what was found.
     *
     * @param command that makes this report
     */
    void publish(CommandSpec command, TerminalSettings terminal, boolean json) throws IOException {
        PrintWriter out = command.commandLine().getOut();
        List<AverageEffects> averages = averages();
        TraceSummaryJson summary =
                TraceSummaryJson.of(facts, manifest.conditions().read(), averages);
        AtomicFile.write(
                folder.resolve("summary.json"),
                MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(summary) + "\n");
        if (!facts.isEmpty()) {
            AtomicFile.write(folder.resolve("report.html"), ReportPage.render(part()));
        }
        if (json) {
            out.println(JsonLine.of(summary));
        } else {
            print(out, summary, averages, terminal);
        }
        out.flush();
        command.commandLine().getErr().println("results are in " + folder);
    }

    private List<AverageEffects> averages() {
        List<TraceResult> traces =
                facts.stream().flatMap(fact -> fact.trace().stream()).toList();
        return traces.isEmpty()
                ? List.of()
                : manifest.conditions().read().windows().keySet().stream()
                        .map(state -> AverageEffects.of(traces, state, settings))
                        .toList();
    }

    @Override
    public ReportPart part() {
        if (facts.isEmpty()) {
            throw new IllegalArgumentException("the run in " + folder + " has no results yet");
        }
        TraceManifest.PromptsJson prompts = manifest.prompts();
        List<Provenance.Entry> entries = new ArrayList<>(List.of(
                new Provenance.Entry("prompts", prompts.file() + ", " + Count.of(prompts.count(), "prompt")),
                new Provenance.Entry("prompts sha256", prompts.sha256())));
        entries.addAll(TraceProvenance.of(manifest.conditions().read()));
        return new TracingPart(
                manifest.model().shortName(),
                facts,
                settings,
                RunProvenance.of(manifest.call(), manifest.engram(), manifest.model(), manifest.compute(), entries));
    }

    @Override
    public void figures(FigureFiles files, List<Integer> facts) throws IOException {
        files.traces(this.facts, settings, facts);
    }

    @Override
    public void print(PrintWriter out, TerminalSettings terminal) {
        List<AverageEffects> averages = averages();
        print(out, TraceSummaryJson.of(facts, manifest.conditions().read(), averages), averages, terminal);
    }

    /**
     * Prints the cells of single facts.
     *
     * @param numbers in the list, from 0
     */
    public void printFacts(List<Integer> numbers, PrintWriter out, TerminalSettings terminal) {
        List<TraceResult> chosen = new ArrayList<>();
        for (int number : numbers) {
            if (number < 0 || number >= facts.size()) {
                throw new IllegalArgumentException(
                        "fact " + number + " of " + folder + " is asked for, and there are 0 to " + (facts.size() - 1));
            }
            FactTrace fact = facts.get(number);
            chosen.add(fact.trace()
                    .orElseThrow(() -> new IllegalArgumentException("fact " + number + " of " + folder
                            + " was not traced: " + fact.problem().orElseThrow())));
        }
        TraceText text = new TraceText(terminal);
        chosen.forEach(trace -> text.print(out, List.of(trace)));
    }

    private static void print(
            PrintWriter out, TraceSummaryJson summary, List<AverageEffects> averages, TerminalSettings terminal) {
        out.println(summary.prompts() + " prompts: " + summary.traced() + " traced, " + summary.wrong()
                + " not completed as expected, " + summary.failed() + " that cannot be traced");
        for (AverageEffects average : averages) {
            out.println();
            out.print(new TerminalHeatmap(terminal.style(), terminal.columns()).render(AverageHeatmap.of(average)));
            out.println(TerminalAverages.render(average));
        }
        if (!averages.isEmpty()) {
            out.println();
            out.println(AverageEffects.CAVEAT);
        }
    }
}
