package dev.engram.reports.page;

import dev.engram.models.text.Token;
import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.reports.plot.Heatmap;
import dev.engram.reports.plot.HeatmapSvg;
import dev.engram.reports.plot.TraceHeatmap;
import dev.engram.tracing.RestoreWindow;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceGrid;
import dev.engram.tracing.TraceResult;
import java.util.List;
import java.util.stream.IntStream;

/** What the page shows of one grid. */
record FigureView(TraceResult result, RestoredState kind, TraceGrid grid, Heatmap heatmap) {

    private static final int TOKEN_COLUMNS = 40;

    static FigureView of(TraceResult result, RestoredState kind, TraceGrid grid) {
        return new FigureView(result, kind, grid, TraceHeatmap.of(result, kind));
    }

    String title() {
        return heatmap.title();
    }

    String svg() {
        return HeatmapSvg.inline(heatmap);
    }

    /** What a cell is, in one sentence. */
    String restored() {
        return switch (kind) {
            case HIDDEN ->
                "Each cell puts back the clean output of one block (the residual stream after that layer) at one token.";
            case MLP -> "Each cell puts back the clean MLP outputs of " + window() + " at one token.";
            case ATTENTION -> "Each cell puts back the clean attention outputs of " + window() + " at one token.";
        };
    }

    private String window() {
        RestoreWindow window = result.settings().window();
        if (window.width() == 1) {
            return "one layer";
        }
        if (window.width() >= 2 * grid.layers()) {
            return "all layers";
        }
        int far = 2 * window.width(); // a centre far from both edges shows where the window lies around it
        int below = far - window.around(far, 2 * far).from();
        int above = window.around(far, 2 * far).to() - 1 - far;
        return "the layers l − " + below + " to l" + (above == 0 ? "" : " + " + above) + " around layer l (a window of "
                + window.width() + ", cut at the first and last layer)";
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
        return kind == RestoredState.HIDDEN
                && peak().position() == grid.positions() - 1
                && peak().layer() == grid.layers() - 1;
    }

    VisibleHtml token(GridPeak peak) {
        return new VisibleHtml(
                VisibleText.ofToken(tokenAt(peak.position()).text()).shortened(TOKEN_COLUMNS));
    }

    String probability(GridPeak peak) {
        return ProbabilityText.of(peak.probability());
    }

    String effect(GridPeak peak) {
        return ProbabilityText.effect(peak.probability() - result.corruptedProbability());
    }

    List<Integer> layers() {
        return IntStream.range(0, grid.layers()).boxed().toList();
    }

    List<TokenView> tokens() {
        return TokenView.all(result);
    }

    String cell(TokenView token, int layer) {
        return ProbabilityText.of(grid.at(token.position(), layer));
    }

    private Token tokenAt(int position) {
        return result.tokens().tokens().get(position);
    }
}
