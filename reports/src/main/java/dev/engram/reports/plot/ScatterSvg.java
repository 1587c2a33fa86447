package dev.engram.reports.plot;

import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;

/**
 * A scatter plot as SVG: points with tooltips, ticks, legend. Like {@link HeatmapSvg} it is readable on light and on dark, and has no ids, styles or
 * scripts.
 */
public final class ScatterSvg {

    private static final int PLOT_WIDTH = 420;
    private static final int LEAST_HEIGHT = 300;
    private static final int LEGEND_GAP = 24;
    private static final int LEGEND_ROW = 18;
    private static final int AXIS_HEIGHT = 46;

    private final ScatterPlot plot;
    private final SvgWriter svg = new SvgWriter();
    private final int left;
    private final int bottom;
    private final ScatterAxis across;
    private final ScatterAxis up;

    private ScatterSvg(ScatterPlot plot) {
        this.plot = plot;
        bottom = HeatmapLayout.PLOT_TOP
                + Math.max(LEAST_HEIGHT, LEGEND_ROW * plot.groups().size());
        up = ScatterAxis.of(plot::ys, bottom, HeatmapLayout.PLOT_TOP);
        int labels = up.ticks().list().stream()
                .mapToInt(round -> HeatmapLayout.width(round.text()))
                .max()
                .orElse(0);
        left = 2 * HeatmapLayout.MARGIN + labels;
        across = ScatterAxis.of(plot::xs, left, left + PLOT_WIDTH);
    }

    /** An element to be put into an HTML page. */
    public static String inline(ScatterPlot plot) {
        return new ScatterSvg(plot).draw();
    }

    private String draw() {
        HeatmapSvg.openDrawing(svg, width(), bottom + AXIS_HEIGHT, plot.title());
        label(left, HeatmapLayout.HEADER_Y, "start", plot.yTitle());
        for (RoundValues.Round round : up.ticks().list()) {
            double y = up.at(round.value());
            grid("M" + left + " " + y + "h" + PLOT_WIDTH);
            label(left - 8, y + 4, "end", round.text());
        }
        for (RoundValues.Round round : across.ticks().list()) {
            double x = across.at(round.value());
            grid("M" + x + " " + HeatmapLayout.PLOT_TOP + "V" + bottom);
            label(x, bottom + 17, "middle", round.text());
        }
        label(left, bottom + 37, "start", plot.xTitle());
        plot.groups().forEach(this::drawPoints);
        drawLegend();
        return svg.close("svg").line().toString();
    }

    private int width() {
        int legend = plot.groups().stream()
                .mapToInt(group -> HeatmapLayout.width(group.label()))
                .max()
                .orElse(0);
        int title = HeatmapLayout.MARGIN
                + HeatmapLayout.width(plot.title()) * HeatmapLayout.TITLE_FONT / HeatmapLayout.FONT;
        int axisTitles = left + Math.max(HeatmapLayout.width(plot.xTitle()), HeatmapLayout.width(plot.yTitle()));
        return Math.max(legendLeft() + 14 + legend, Math.max(title, axisTitles)) + HeatmapLayout.MARGIN;
    }

    private int legendLeft() {
        return left + PLOT_WIDTH + LEGEND_GAP;
    }

    private void grid(String path) {
        svg.empty("path", "d", path, "stroke", "currentColor", "stroke-opacity", "0.12")
                .line();
    }

    private void label(double x, double y, String anchor, String text) {
        svg.open("text", "x", x, "y", y, "text-anchor", anchor, "fill-opacity", "0.65")
                .text(VisibleText.line(text))
                .close("text")
                .line();
    }

    private void drawPoints(ScatterPlot.Group group) {
        svg.open("g", "fill", group.color().hex(), "fill-opacity", "0.75").line();
        for (ScatterPlot.Point point : group.points()) {
            svg.open("circle", "cx", across.at(point.x()), "cy", up.at(point.y()), "r", "3.5");
            svg.open("title")
                    .text(tooltip(group, point))
                    .close("title")
                    .close("circle")
                    .line();
        }
        svg.close("g").line();
    }

    private String tooltip(ScatterPlot.Group group, ScatterPlot.Point point) {
        return VisibleText.line(point.name()) + "\n" + VisibleText.line(group.label()) + "\n"
                + VisibleText.line(plot.xTitle()) + " " + ProbabilityText.of(point.x()) + "\n"
                + VisibleText.line(plot.yTitle()) + " " + ProbabilityText.of(point.y());
    }

    private void drawLegend() {
        for (int row = 0; row < plot.groups().size(); row++) {
            ScatterPlot.Group group = plot.groups().get(row);
            int y = HeatmapLayout.PLOT_TOP + 12 + row * LEGEND_ROW;
            svg.empty(
                    "circle",
                    "cx",
                    legendLeft() + 4,
                    "cy",
                    y - 4,
                    "r",
                    "3.5",
                    "fill",
                    group.color().hex());
            svg.open("text", "x", legendLeft() + 14, "y", y)
                    .text(VisibleText.line(group.label()))
                    .close("text")
                    .line();
        }
    }
}
