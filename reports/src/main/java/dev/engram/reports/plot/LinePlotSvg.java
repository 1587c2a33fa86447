package dev.engram.reports.plot;

import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.reports.plot.LineSeries.Style;
import dev.engram.tracing.summary.Estimate;
import dev.engram.tracing.summary.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * A line plot as SVG, by itself or under a heatmap of the same columns: bands, lines, points with tooltips, value and column ticks, legend. Like
 * {@link HeatmapSvg} it is readable on light and on dark, and has no ids, styles or scripts.
 */
public final class LinePlotSvg {

    private static final String DASHES = "5 3";
    private static final double LABEL_ROOM = 14;

    private final LinePlot plot;
    private final LinePlotLayout layout;
    private final SvgWriter svg = new SvgWriter();

    private LinePlotSvg(LinePlot plot, LinePlotLayout layout) {
        this.plot = plot;
        this.layout = layout;
    }

    /** An element to be put into an HTML page. */
    public static String inline(LinePlot plot) {
        return new LinePlotSvg(plot, LinePlotLayout.alone(plot)).draw();
    }

    /**
     * An element to be put into an HTML page below a heatmap's.
     *
     * @param heatmap what it is put under; layers lie under layers
     * @throws IllegalArgumentException if the two differ in their number of columns
     */
    public static String inlineUnder(Heatmap heatmap, LinePlot plot) {
        return new LinePlotSvg(plot, LinePlotLayout.under(heatmap, plot)).draw();
    }

    private String draw() {
        HeatmapSvg.openDrawing(svg, layout.width(), layout.height(), plot.title());
        svg.open("text", "x", layout.plotLeft(), "y", HeatmapLayout.HEADER_Y, "fill-opacity", "0.65");
        svg.text(VisibleText.line(plot.valueTitle() + (plot.hasBands() ? ", with 95 % intervals" : "")))
                .close("text")
                .line();
        drawValueTicks();
        plot.series().forEach(this::drawBand);
        plot.series().forEach(this::drawLine);
        plot.series().forEach(this::drawPoints);
        drawLegend();
        HeatmapSvg.drawColumnTicks(svg, plot.columns(), layout.plotLeft(), layout.columnWidth(), layout.plotBottom());
        return svg.close("svg").line().toString();
    }

    private void drawValueTicks() {
        List<ScaleMark> marks = layout.marksInRange();
        for (RoundValues.Round round : new RoundValues(layout.low(), layout.high()).list()) {
            double y = layout.y(round.value());
            svg.empty("path", "d", across(y), "stroke", "currentColor", "stroke-opacity", "0.12");
            boolean free = marks.stream().noneMatch(mark -> Math.abs(layout.y(mark.value()) - y) < LABEL_ROOM);
            drawValueLabel(free ? round.text() : "", y);
        }
        for (ScaleMark mark : marks) {
            double y = layout.y(mark.value());
            svg.empty("path", "d", across(y), "stroke", "currentColor", "stroke-opacity", "0.5");
            drawValueLabel(mark.name() + " " + ProbabilityText.of(mark.value()), y);
        }
    }

    private void drawValueLabel(String text, double y) {
        if (!text.isEmpty()) {
            svg.open("text", "x", layout.plotLeft() - 8, "y", y + 4, "text-anchor", "end", "fill-opacity", "0.65");
            svg.text(VisibleText.line(text)).close("text");
        }
        svg.line();
    }

    private String across(double y) {
        return "M" + layout.plotLeft() + " " + y + "H" + layout.plotRight();
    }

    private void drawBand(LineSeries line) {
        List<String> above = new ArrayList<>();
        List<String> below = new ArrayList<>();
        for (int column = 0; column < line.values().size(); column++) {
            if (line.values().get(column).interval().isPresent()) {
                Interval bounds = line.values().get(column).interval().get();
                above.add(layout.x(column) + " " + layout.y(bounds.high()));
                below.add(0, layout.x(column) + " " + layout.y(bounds.low()));
            }
        }
        if (!above.isEmpty()) {
            above.addAll(below);
            String path = "M" + String.join("L", above) + "Z";
            String color = line.color().hex();
            svg.empty(
                    "path",
                    "d",
                    path,
                    "fill",
                    color,
                    "fill-opacity",
                    "0.16",
                    "stroke",
                    color,
                    "stroke-opacity",
                    "0.16");
            svg.line();
        }
    }

    private void drawLine(LineSeries line) {
        List<String> points = new ArrayList<>();
        for (int column = 0; column < line.values().size(); column++) {
            points.add(
                    layout.x(column) + " " + layout.y(line.values().get(column).mean()));
        }
        stroke("M" + String.join("L", points), line);
    }

    private void stroke(String path, LineSeries line) {
        svg.empty(
                "path",
                "d",
                path,
                "fill",
                "none",
                "stroke",
                line.color().hex(),
                "stroke-width",
                line.style() == Style.DASHED ? "1.5" : "2",
                "stroke-dasharray",
                line.style() == Style.DASHED ? DASHES : "none");
        svg.line();
    }

    private void drawPoints(LineSeries line) {
        svg.open("g", "fill", line.color().hex());
        for (int column = 0; column < line.values().size(); column++) {
            Estimate value = line.values().get(column);
            svg.open("circle", "cx", layout.x(column), "cy", layout.y(value.mean()), "r", "2.5");
            svg.open("title").text(tooltip(line, column, value)).close("title").close("circle");
        }
        svg.close("g").line();
    }

    private String tooltip(LineSeries line, int column, Estimate value) {
        String place = plot.columns().unit() + " " + plot.columns().labels().get(column);
        return VisibleText.line(line.label() + " (" + line.detail() + ")") + "\n" + VisibleText.line(place) + "\n"
                + VisibleText.line(plot.valueTitle()) + " "
                + (plot.differences() ? ProbabilityText.effect(value.mean()) : ProbabilityText.of(value.mean()))
                + value.interval()
                        .map(bounds -> ", 95 % interval " + ProbabilityText.interval(bounds))
                        .orElse("");
    }

    private void drawLegend() {
        int left = layout.legendLeft();
        for (int row = 0; row < plot.series().size(); row++) {
            LineSeries line = plot.series().get(row);
            int y = layout.legendY(row);
            stroke("M" + left + " " + (y - 4) + "h" + (LinePlotLayout.LEGEND_LINE - 6), line);
            svg.open("text", "x", left + LinePlotLayout.LEGEND_LINE, "y", y);
            svg.text(VisibleText.line(line.label() + (line.style() == Style.STARRED ? " *" : "")))
                    .close("text")
                    .line();
        }
    }
}
