package dev.engram.reports.page;

import dev.engram.models.text.Token;
import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.reports.plot.Heatmap;
import dev.engram.reports.plot.TraceHeatmap;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceGrid;
import dev.engram.tracing.TraceResult;
import java.util.List;

/** What the page shows of one grid. */
record FigureView(TraceResult result, RestoredState kind, TraceGrid grid, Heatmap heatmap) {

    private static final int TOKEN_COLUMNS = 40;

    static FigureView of(TraceResult result, RestoredState kind, TraceGrid grid) {
        return new FigureView(result, kind, grid, TraceHeatmap.of(result, kind));
    }

    String restored() {
        return RestoredText.of(kind, result.conditions().window(kind), grid.layers());
    }

    GridPeak peak() {
        return GridPeak.in(grid);
    }

    /** The highest cell of the subject, the one that speaks of where the fact is recalled. */
    GridPeak subjectPeak() {
        return GridPeak.in(grid, result.subject());
    }

    boolean peakIsInSubject() {
        return peak().equals(subjectPeak());
    }

    /** Whether the highest cell is the one that leaves nothing of the corruption where the answer is read. */
    boolean peakIsCleanByConstruction() {
        return kind.isBlockOutput() && peak().position() == grid.positions() - 1 && peak().layer() == grid.layers() - 1;
    }

    VisibleHtml token(GridPeak peak) {
        return new VisibleHtml(
                VisibleText.ofToken(tokenAt(peak.position()).text()).shortened(TOKEN_COLUMNS));
    }

    String value(GridPeak peak) {
        return ProbabilityText.of(peak.value());
    }

    String effect(GridPeak peak) {
        return ProbabilityText.effect(peak.value() - result.corruptedValue());
    }

    List<TokenView> tokens() {
        return TokenView.all(result);
    }

    List<NumberCell> cells(TokenView token) {
        return grid.position(token.position()).stream()
                .map(value -> NumberCell.of(value, ProbabilityText.of(value)))
                .toList();
    }

    private Token tokenAt(int position) {
        return result.tokens().tokens().get(position);
    }
}
