package dev.engram.cli;

import dev.engram.reports.page.Provenance;
import dev.engram.reports.page.TracesPage;
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
final class TraceRunReport {

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
    static TraceRunReport of(Path folder, SummarySettings settings) throws IOException {
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
        TraceConditions conditions = manifest.conditions().read();
        List<TraceResult> traces =
                facts.stream().flatMap(fact -> fact.trace().stream()).toList();
        List<AverageEffects> averages = traces.isEmpty()
                ? List.of()
                : conditions.windows().keySet().stream()
                        .map(state -> AverageEffects.of(traces, state, settings))
                        .toList();
        TraceSummaryJson summary = TraceSummaryJson.of(facts, conditions, averages);
        AtomicFile.write(
                folder.resolve("summary.json"),
                MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(summary) + "\n");
        if (!traces.isEmpty()) {
            Provenance provenance = TraceProvenance.of(
                    traces, manifest.model().name(), manifest.model().sha256(), GivenCall.of(command));
            AtomicFile.write(
                    folder.resolve("report.html"),
                    TracesPage.render("Causal traces of " + manifest.model().name(), traces, settings, provenance));
        }
        if (json) {
            out.println(JsonLine.of(summary));
        } else {
            print(out, summary, averages, terminal);
        }
        out.flush();
        command.commandLine().getErr().println("results are in " + folder);
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
