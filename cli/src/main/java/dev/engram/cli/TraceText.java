package dev.engram.cli;

import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.reports.plot.TraceHeatmap;
import dev.engram.reports.text.TerminalHeatmap;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceResult;
import java.io.PrintWriter;
import java.util.Locale;

/** A trace for people: what was run, both baselines, a heatmap for each kind. */
record TraceText(TerminalSettings terminal) {

    void print(PrintWriter out, TraceResult result) {
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
        TerminalHeatmap drawing = new TerminalHeatmap(terminal.style(), terminal.columns());
        for (RestoredState state : result.grids().keySet()) {
            out.println();
            out.print(drawing.render(TraceHeatmap.of(result, state)));
        }
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
