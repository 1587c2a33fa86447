package dev.engram.reports.plot;

import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.reports.plot.IntervalPlot.Group;
import dev.engram.reports.plot.IntervalPlot.Line;
import dev.engram.tracing.summary.Estimate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A plot of intervals as SVG: a row for each estimate, a dot at its mean and a whisker over its interval. Like {@link HeatmapSvg} it is readable on
 * light and on dark, and has no ids, styles or scripts.
 */
public final class IntervalSvg {

    /** How much wider than others the group's labels are. */
    private static final double BOLD = 1.15;

    private static final int PLOT_WIDTH = 420;
    private static final int ROW = 18;
    private static final int GROUP_GAP = 12;
    private static final int LABEL_GAP = 10;
    private static final int AXIS_HEIGHT = 46;

    private final IntervalPlot plot;
    private final SvgWriter svg = new SvgWriter();
    private final int labelRight;
    private final int left;
    private final int bottom;
    private final ScatterAxis across;

    private IntervalSvg(IntervalPlot plot) {
        this.plot = plot;
        labelRight = HeatmapLayout.MARGIN
                + (int) (BOLD * widest(plot.groups().stream().map(Group::label)));
        left = labelRight
                + LABEL_GAP
                + widest(plot.groups().stream()
                        .flatMap(group -> group.lines().stream())
                        .map(Line::label))
                + LABEL_GAP;
        bottom = HeatmapLayout.PLOT_TOP
                + plot.groups().stream()
                        .mapToInt(group -> ROW * group.lines().size() + GROUP_GAP)
                        .sum();
        across = ScatterAxis.of(this::bounds, left, left + PLOT_WIDTH);
    }

    /** An element to be put into an HTML page. */
    public static String inline(IntervalPlot plot) {
        return new IntervalSvg(plot).draw();
    }

    private static int widest(Stream<String> texts) {
        return texts.mapToInt(HeatmapLayout::width).max().orElse(0);
    }

    private DoubleStream bounds() {
        return plot.groups().stream()
                .flatMap(group -> group.lines().stream())
                .map(Line::value)
                .flatMapToDouble(value -> value.interval()
                        .map(interval -> DoubleStream.of(interval.low(), interval.high()))
                        .orElse(DoubleStream.of(value.mean())));
    }

    private String draw() {
        HeatmapSvg.openDrawing(svg, width(), bottom + AXIS_HEIGHT, plot.title());
        for (RoundValues.Round round : across.ticks().list()) {
            double x = across.at(round.value());
            svg.empty(
                            "path",
                            "d",
                            "M" + x + " " + HeatmapLayout.PLOT_TOP + "V" + bottom,
                            "stroke",
                            "currentColor",
                            "stroke-opacity",
                            "0.12")
                    .line();
            label(x, bottom + 17, "middle", round.text());
        }
        label(left, bottom + 37, "start", plot.valueTitle());
        int y = HeatmapLayout.PLOT_TOP + GROUP_GAP / 2;
        for (Group group : plot.groups()) {
            svg.open("text", "x", labelRight, "y", y + 13, "text-anchor", "end", "font-weight", 600)
                    .text(VisibleText.line(group.label()))
                    .close("text")
                    .line();
            for (Line line : group.lines()) {
                draw(group, line, y + ROW / 2);
                y += ROW;
            }
            y += GROUP_GAP;
        }
        return svg.close("svg").line().toString();
    }

    private void draw(Group group, Line line, int y) {
        Estimate value = line.value();
        label(left - LABEL_GAP, y + 4, "end", line.label());
        String color = line.color().hex();
        svg.open("g", "fill", color);
        svg.open("title").text(tooltip(group, line)).close("title");
        value.interval()
                .ifPresent(bounds -> svg.empty(
                        "path",
                        "d",
                        "M" + across.at(bounds.low()) + " " + y + "H" + across.at(bounds.high()),
                        "stroke",
                        color,
                        "stroke-width",
                        "2"));
        svg.empty("circle", "cx", across.at(value.mean()), "cy", y, "r", "4");
        svg.close("g").line();
    }

    private static String tooltip(Group group, Line line) {
        return VisibleText.line(group.label() + " (" + group.detail() + ")") + "\n" + VisibleText.line(line.label())
                + "\n"
                + ProbabilityText.of(line.value().mean())
                + line.value()
                        .interval()
                        .map(bounds -> ", 95 % interval " + ProbabilityText.interval(bounds))
                        .orElse("");
    }

    private int width() {
        int title = HeatmapLayout.MARGIN
                + HeatmapLayout.width(plot.title()) * HeatmapLayout.TITLE_FONT / HeatmapLayout.FONT;
        return Math.max(left + PLOT_WIDTH + 3 * HeatmapLayout.MARGIN, title + HeatmapLayout.MARGIN);
    }

    private void label(double x, double y, String anchor, String text) {
        svg.open("text", "x", x, "y", y, "text-anchor", anchor, "fill-opacity", "0.65")
                .text(VisibleText.line(text))
                .close("text")
                .line();
    }
}
