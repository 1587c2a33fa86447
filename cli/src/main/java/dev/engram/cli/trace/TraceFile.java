package dev.engram.cli.trace;

import dev.engram.cli.kept.CallJson;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.FigureFiles;
import dev.engram.cli.kept.JsonFile;
import dev.engram.cli.kept.KeptResult;
import dev.engram.cli.kept.ModelJson;
import dev.engram.cli.kept.RunProvenance;
import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.datasets.ListedPrompt;
import dev.engram.reports.page.ReportPart;
import dev.engram.reports.page.TracingPart;
import dev.engram.tracing.FactTrace;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.summary.SummarySettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Traces of single prompts, as {@code engram trace --json} prints them, or fresh ones. */
public record TraceFile(
        List<TraceResult> results,
        SummarySettings settings,
        CallJson call,
        String engram,
        ModelJson model,
        ComputeJson compute)
        implements KeptResult {

    /** Reads a file. */
    public static TraceFile read(Path file, SummarySettings settings) throws IOException {
        List<TraceJson> lines = JsonFile.read(file, TraceJson.class);
        TraceJson first = lines.get(0);
        List<TraceResult> results = new ArrayList<>();
        for (TraceJson line : lines) {
            if (!line.model().sha256().equals(first.model().sha256())) {
                throw new IllegalArgumentException(file + " holds traces of two models, "
                        + first.model().name() + " and " + line.model().name() + "; give a file of each");
            }
            if (!line.compute().equals(first.compute())) {
                throw new IllegalArgumentException(file + " holds traces that were computed in two ways, "
                        + first.compute().text() + " and " + line.compute().text() + "; give a file of each");
            }
            results.add(line.read());
        }
        return new TraceFile(results, settings, first.call(), first.engram(), first.model(), first.compute());
    }

    private List<FactTrace> facts() {
        List<FactTrace> facts = new ArrayList<>();
        for (TraceResult result : results) {
            facts.add(new FactTrace(
                    new ListedPrompt(
                            Integer.toString(facts.size()), result.prompt(), Optional.empty(), Optional.empty()),
                    FactTrace.Outcome.TRACED,
                    result.answer().text(),
                    Optional.empty(),
                    Optional.of(result)));
        }
        return facts;
    }

    @Override
    public ReportPart part() {
        return new TracingPart(
                model.shortName(),
                facts(),
                settings,
                RunProvenance.of(call, engram, model, compute, TraceProvenance.of(results)));
    }

    @Override
    public void figures(FigureFiles files, List<Integer> facts) throws IOException {
        files.traces(facts(), settings, facts);
    }

    @Override
    public void print(PrintWriter out, TerminalSettings terminal) {
        new TraceText(terminal).print(out, results);
    }
}
