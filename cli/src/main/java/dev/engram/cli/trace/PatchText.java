package dev.engram.cli.trace;

import dev.engram.cli.terminal.TerminalSettings;
import dev.engram.cli.terminal.TokensLine;
import dev.engram.models.text.Token;
import dev.engram.reports.PatchCell;
import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.reports.plot.PatchHeatmap;
import dev.engram.reports.text.TerminalHeatmap;
import dev.engram.tracing.patching.PatchResult;
import dev.engram.tracing.patching.PatchSite;
import java.io.PrintWriter;

/** A patching for people: both prompts and what was measured of them, and the heatmap. */
record PatchText(TerminalSettings terminal) {

    void print(PrintWriter out, PatchResult result) {
        out.print("clean:      ");
        TokensLine.print(out, result.tokens().clean());
        out.print("corrupted:  ");
        TokensLine.print(out, result.tokens().corrupted());
        out.println("measure:    logit(" + shown(result.answer()) + ") − logit(" + shown(result.foil()) + ")");
        out.println("clean:      " + ProbabilityText.effect(result.differences().clean()));
        out.println("corrupted:  " + ProbabilityText.effect(result.differences().corrupted()));
        out.println();
        out.print(new TerminalHeatmap(terminal.style(), terminal.columns()).render(PatchHeatmap.of(result)));
        print(out, "highest:    ", PatchCell.highest(result.grid()), result.site());
        if (PatchCell.lowest(result.grid()).isNegative()) {
            print(out, "lowest:     ", PatchCell.lowest(result.grid()), result.site());
        }
        out.flush();
    }

    private static void print(PrintWriter out, String name, PatchCell cell, PatchSite site) {
        out.println(name + cell.number() + " at " + cell.place(site));
    }

    private static String shown(Token token) {
        return VisibleText.ofToken(token.text()).plain();
    }
}
