package dev.engram.reports.plot;

import dev.engram.editing.value.LossPoint;
import dev.engram.reports.plot.LineSeries.Style;
import dev.engram.tracing.summary.Estimate;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The loss of the search for one value, step by step, in its parts. */
public final class LossPlot {

    private LossPlot() {}

    /**
     * Draws a search.
     *
     * @param losses at each step, at least one
     */
    public static LinePlot of(List<LossPoint> losses) {
        return new LinePlot(
                "Loss of the search for the value",
                "nats",
                false,
                HeatmapColumns.numbered("step", "step", losses.size()),
                List.of(
                        line("loss", Style.SOLID, 1, losses, LossPoint::total),
                        line("new answer", Style.DASHED, 0, losses, LossPoint::likelihood),
                        line("divergence", Style.DASHED, 2, losses, LossPoint::divergence),
                        line("decay", Style.DASHED, 6, losses, LossPoint::decay)),
                List.of());
    }

    private static LineSeries line(
            String label, Style style, int color, List<LossPoint> losses, ToDoubleFunction<LossPoint> value) {
        return new LineSeries(
                label,
                "weighted",
                style,
                SeriesColors.of(color),
                losses.stream()
                        .map(point -> new Estimate(value.applyAsDouble(point), Optional.empty()))
                        .toList());
    }
}
