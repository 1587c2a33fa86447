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
     * Draws a grid from the corrupted value, the floor, to its highest value.
     *
     * @throws IllegalArgumentException if the result has no grid of this kind
     */
    public static Heatmap of(TraceResult result, RestoredState kind) {
        return of(result, kind, PlotTheme.SCREEN);
    }

    /** As {@link #of(TraceResult, RestoredState)}, in the colours of a theme. */
    public static Heatmap of(TraceResult result, RestoredState kind, PlotTheme theme) {
        TraceGrid grid = result.grid(kind);
        RestoreWindow window = result.conditions().window(kind);
        List<HeatmapRow> rows = IntStream.range(0, grid.positions())
                .mapToObj(position -> row(result, grid, position))
                .toList();
        return new Heatmap(
                title(kind, window),
                rows,
                "token (* subject)",
                HeatmapColumns.numbered(columnTitle(window), "layer", grid.layers()),
                scale(result, grid, theme.colors(kind)));
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

    private static ColorScale scale(TraceResult result, TraceGrid grid, ColorMap colors) {
        double low = result.corruptedValue();
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
                colors,
                label(result, answer),
                new ScaleMark("corrupted", low),
                highest > leastHigh ? new ScaleMark("highest", highest) : new ScaleMark("end of scale", leastHigh),
                List.of(new ScaleMark("clean", result.cleanValue())));
    }

    private static String label(TraceResult result, String answer) {
        return switch (result.conditions().metric()) {
            case PROBABILITY -> "P(" + answer + ")";
            case LOG_PROBABILITY -> "log P(" + answer + ")";
            case LOGIT_DIFFERENCE ->
                "logit(" + answer + ") − logit("
                        + VisibleText.ofToken(
                                        result.answer().foil().orElseThrow().text())
                                .shortened(ANSWER_COLUMNS)
                                .plain()
                        + ")";
        };
    }

    /** What is restored, as a headline. */
    public static String title(RestoredState kind, RestoreWindow window) {
        return switch (kind) {
            case HIDDEN ->
                window.width() == 1 ? "Restoring a single hidden state" : "Restoring hidden states" + layers(window);
            case MLP -> "Restoring MLP outputs" + layers(window);
            case SEVERED_MLP -> "Restoring a single hidden state, MLPs severed";
            case SEVERED_ATTENTION -> "Restoring a single hidden state, attention severed";
            case ATTENTION -> "Restoring attention outputs" + layers(window);
        };
    }

    private static String layers(RestoreWindow window) {
        return window.width() == 1 ? " of one layer" : " in a window of " + window.width() + " layers";
    }

    private static String columnTitle(RestoreWindow window) {
        return window.width() == 1 ? "restored layer" : "centre layer of the restored window";
    }
}
