package dev.engram.reports.plot;

import dev.engram.models.text.Token;
import dev.engram.reports.VisibleText;
import dev.engram.tracing.RestoreWindow;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceGrid;
import dev.engram.tracing.TraceResult;
import java.util.List;
import java.util.stream.IntStream;

/** The heatmap of one grid of a trace, as in Meng et al. 2022, figure 1. */
public final class TraceHeatmap {

    private static final int ANSWER_COLUMNS = 16;

    /**
     * The least share of the total effect that the scale spans. Without it a grid in which nothing happens would be stretched until its
     * rounding errors fill all colours.
     */
    static final double LEAST_SPAN = 0.01;

    private TraceHeatmap() {}

    /**
     * Draws a grid from the corrupted probability, the floor, to its highest value.
     *
     * @throws IllegalArgumentException if the result has no grid of this kind
     */
    public static Heatmap of(TraceResult result, RestoredState kind) {
        TraceGrid grid = result.grid(kind);
        RestoreWindow window = result.settings().window();
        List<HeatmapRow> rows = IntStream.range(0, grid.positions())
                .mapToObj(position -> row(result, grid, position))
                .toList();
        return new Heatmap(
                title(kind, window),
                rows,
                "token (* subject)",
                HeatmapColumns.numbered(columnTitle(kind, window), "layer", grid.layers()),
                scale(result, grid));
    }

    private static HeatmapRow row(TraceResult result, TraceGrid grid, int position) {
        Token token = result.tokens().tokens().get(position);
        boolean subject = result.subject().contains(position);
        return new HeatmapRow(
                VisibleText.ofToken(token.text()),
                "position " + position + (subject ? ", subject" : ""),
                subject,
                grid.position(position));
    }

    private static ColorScale scale(TraceResult result, TraceGrid grid) {
        double low = result.corruptedProbability();
        double highest = IntStream.range(0, grid.positions())
                .mapToObj(grid::position)
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(low);
        double leastHigh = low + LEAST_SPAN * Math.abs(result.totalEffect());
        String answer = VisibleText.ofToken(result.answer().text())
                .shortened(ANSWER_COLUMNS)
                .plain();
        return new ColorScale(
                ColorMap.VIRIDIS,
                "P(" + answer + ")",
                new ScaleMark("corrupted", low),
                highest > leastHigh ? new ScaleMark("highest", highest) : new ScaleMark("end of scale", leastHigh),
                List.of(new ScaleMark("clean", result.cleanProbability())));
    }

    private static String title(RestoredState kind, RestoreWindow window) {
        return switch (kind) {
            case HIDDEN -> "Restoring a single hidden state";
            case MLP -> "Restoring MLP outputs" + layers(window);
            case ATTENTION -> "Restoring attention outputs" + layers(window);
        };
    }

    private static String layers(RestoreWindow window) {
        return window.width() == 1 ? " of one layer" : " in a window of " + window.width() + " layers";
    }

    private static String columnTitle(RestoredState kind, RestoreWindow window) {
        return kind == RestoredState.HIDDEN || window.width() == 1
                ? "restored layer"
                : "centre layer of the restored window";
    }
}
