package dev.engram.reports.plot;

import dev.engram.tracing.summary.Estimate;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Where the parts of a line plot lie, in pixels: value labels, lines and the legend from left to right, titles above, the layer axis below.
 *
 * @param low the value at the plot's bottom
 * @param high the value at its top
 */
record LinePlotLayout(LinePlot plot, int plotLeft, int columnWidth, double low, double high) {

    static final int PLOT_HEIGHT = 220;
    static final int LEGEND_LINE = 26;

    private static final int LEGEND_GAP = 24;
    private static final int LEGEND_ROW = 20;
    private static final int AXIS_HEIGHT = 46;
    private static final double ROOM = 0.04;

    /** A plot by itself, with room for the values' labels. */
    static LinePlotLayout alone(LinePlot plot) {
        double low = low(plot);
        double high = high(plot);
        int labels = Stream.concat(
                        new RoundValues(low, high).list().stream().map(RoundValues.Round::text),
                        plot.marks().stream().map(ScaleMark::name))
                .mapToInt(HeatmapLayout::width)
                .max()
                .orElse(0);
        int column = Math.max(6, Math.min(72, 640 / plot.columns().count()));
        return new LinePlotLayout(plot, 2 * HeatmapLayout.MARGIN + labels, column, low, high);
    }

    /** Columns under those of a heatmap. */
    static LinePlotLayout under(Heatmap heatmap, LinePlot plot) {
        if (heatmap.columns().count() != plot.columns().count()) {
            throw new IllegalArgumentException("a plot of " + plot.columns().count() + " columns under a heatmap of "
                    + heatmap.columns().count());
        }
        HeatmapLayout above = HeatmapLayout.of(heatmap);
        return new LinePlotLayout(plot, above.plotLeft(), above.cellWidth(), low(plot), high(plot));
    }

    private static double low(LinePlot plot) {
        return least(plot) - room(plot);
    }

    private static double high(LinePlot plot) {
        return most(plot) + room(plot);
    }

    private static double room(LinePlot plot) {
        double extent = most(plot) - least(plot);
        return extent > 0 ? ROOM * extent : 1; // all zero: a line in the middle
    }

    private static double least(LinePlot plot) {
        return Math.min(0, values(plot).min().orElse(0));
    }

    private static double most(LinePlot plot) {
        return Math.max(plot.differences() ? 0 : 1, values(plot).max().orElse(0));
    }

    private static DoubleStream values(LinePlot plot) {
        return plot.series().stream().flatMap(line -> line.values().stream()).flatMapToDouble(LinePlotLayout::extent);
    }

    private static DoubleStream extent(Estimate value) {
        return DoubleStream.concat(
                DoubleStream.of(value.mean()),
                value.interval().stream().flatMapToDouble(bounds -> DoubleStream.of(bounds.low(), bounds.high())));
    }

    double x(int column) {
        return plotLeft + (column + 0.5) * columnWidth;
    }

    /** To a tenth of a pixel, so that files are short and the same everywhere. */
    double y(double value) {
        double y = HeatmapLayout.PLOT_TOP + (high - value) / (high - low) * PLOT_HEIGHT;
        return Math.round(10 * y) / 10.0;
    }

    int plotRight() {
        return plotLeft + plot.columns().count() * columnWidth;
    }

    int plotBottom() {
        return HeatmapLayout.PLOT_TOP + PLOT_HEIGHT;
    }

    int legendLeft() {
        return plotRight() + LEGEND_GAP;
    }

    /** The baseline of a line of the legend. */
    int legendY(int row) {
        return HeatmapLayout.PLOT_TOP + 12 + row * LEGEND_ROW;
    }

    List<ScaleMark> marksInRange() {
        return plot.marks().stream()
                .filter(mark -> mark.value() >= low && mark.value() <= high)
                .toList();
    }

    int width() {
        int legend = plot.series().stream()
                .mapToInt(line -> HeatmapLayout.width(line.label() + " *"))
                .max()
                .orElse(0);
        int right = legendLeft() + LEGEND_LINE + legend;
        int title = HeatmapLayout.MARGIN
                + HeatmapLayout.width(plot.title()) * HeatmapLayout.TITLE_FONT / HeatmapLayout.FONT;
        int axisTitle = plotLeft + HeatmapLayout.width(plot.columns().title());
        return Math.max(right, Math.max(title, axisTitle)) + HeatmapLayout.MARGIN;
    }

    int height() {
        return plotBottom() + AXIS_HEIGHT;
    }
}
