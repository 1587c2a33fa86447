package dev.engram.cli.trace;

import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.cli.terminal.TokensLine;
import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.reports.plot.AverageHeatmap;
import dev.engram.reports.plot.TraceHeatmap;
import dev.engram.reports.text.TerminalAverages;
import dev.engram.reports.text.TerminalHeatmap;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceMetric;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.summary.AverageEffects;
import java.io.PrintWriter;
import java.util.List;

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
        out.println("subject:   positions " + result.subject().from() + " to "
                + result.subject().last());
        out.println("answer:    " + VisibleText.ofToken(result.answer().text()).plain());
        result.answer()
                .foil()
                .ifPresent(foil -> out.println(
                        "foil:      " + VisibleText.ofToken(foil.text()).plain()));
        String name = name(result.conditions().metric());
        out.println("clean:     " + name + " = " + ProbabilityText.of(result.cleanValue()));
        out.println("corrupted: " + name + " = " + ProbabilityText.of(result.corruptedValue()) + "  ("
                + result.conditions().corruption() + ", " + result.conditions().samples() + " runs, seed "
                + result.conditions().seed() + ")");
        if (result.totalEffect() <= 0) {
            out.println("note:      the corruption did not lower this value, so there is nothing to restore");
        }
        if (result.subject().to() == result.tokens().length()) {
            out.println("note:      the prompt ends with its subject, so there are no later tokens to compare with");
        }
        for (RestoredState state : result.grids().keySet()) {
            out.println();
            out.print(drawing().render(TraceHeatmap.of(result, state)));
        }
    }

    private TerminalHeatmap drawing() {
        return new TerminalHeatmap(terminal.style(), terminal.columns());
    }

    private static String name(TraceMetric metric) {
        return switch (metric) {
            case PROBABILITY -> "P";
            case LOG_PROBABILITY -> "log P";
            case LOGIT_DIFFERENCE -> "logit difference";
        };
    }
}
