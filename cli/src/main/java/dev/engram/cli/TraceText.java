package dev.engram.cli;

import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.reports.plot.AverageHeatmap;
import dev.engram.reports.plot.TraceHeatmap;
import dev.engram.reports.text.TerminalAverages;
import dev.engram.reports.text.TerminalHeatmap;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.summary.AverageEffects;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Traces for people: of each what was run, both baselines and a heatmap for each kind; of several the averages as well. */
record TraceText(TerminalSettings terminal) {

    /** Prints all of them, and their averages where there are several. */
    void print(PrintWriter out, List<TraceResult> results) {
        for (TraceResult result : results) {
            print(out, result);
            if (results.size() > 1) {
                out.println();
            }
        }
        if (results.size() > 1) {
            for (RestoredState state : results.get(0).grids().keySet()) {
                AverageEffects averages = AverageEffects.of(results, state);
                out.print(drawing().render(AverageHeatmap.of(averages)));
                out.println(TerminalAverages.render(averages));
            }
            out.println(AverageEffects.CAVEAT);
        }
        out.flush();
    }

    private void print(PrintWriter out, TraceResult result) {
        TokensLine.print(out, result.tokens());
        out.println("subject:  positions " + result.subject().from() + " to "
                + result.subject().last());
        out.println("answer:   " + VisibleText.ofToken(result.answer().text()).plain());
        out.println("clean:    P = " + ProbabilityText.of(result.cleanProbability()));
        out.println("noisy:    P = " + ProbabilityText.of(result.corruptedProbability()) + "  (" + noise(result) + ")");
        if (result.totalEffect() <= 0) {
            out.println("note:     the noise did not lower the answer's probability, so there is nothing to restore");
        }
        if (result.subject().to() == result.tokens().length()) {
            out.println("note:     the prompt ends with its subject, so there are no later tokens to compare with");
        }
        for (RestoredState state : result.grids().keySet()) {
            out.println();
            out.print(drawing().render(TraceHeatmap.of(result, state)));
        }
    }

    private TerminalHeatmap drawing() {
        return new TerminalHeatmap(terminal.style(), terminal.columns());
    }

    private static String noise(TraceResult result) {
        return String.format(
                Locale.ROOT,
                "standard deviation %.4f, %d draws, seed %d",
                result.settings().noiseStdDev(),
                result.settings().samples(),
                result.settings().seed());
    }
}
