package dev.engram.reports.plot;

import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import java.util.List;

/**
 * A heatmap as SVG: row labels, cells with tooltips, column ticks, colour bar. Texts have the surrounding colour ({@code currentColor}), so
 * they are readable on light and on dark; there are no ids, styles or scripts, so several drawings can share a page.
 */
public final class HeatmapSvg {

    private static final String SANS =
            "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
    private static final String MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
    private static final int TOOLTIP_COLUMNS = 60;

    private final Heatmap heatmap;
    private final HeatmapLayout layout;
    private final ColorBar bar;
    private final SvgWriter svg = new SvgWriter();

    private HeatmapSvg(Heatmap heatmap) {
        this.heatmap = heatmap;
        layout = HeatmapLayout.of(heatmap);
        bar = new ColorBar(heatmap.scale(), layout.barHeight());
    }

    /** A file of its own. */
    public static String standalone(Heatmap heatmap) {
        String inline = inline(heatmap);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\""
                + inline.substring("<svg".length());
    }

    /** An element to be put into an HTML page. */
    public static String inline(Heatmap heatmap) {
        return new HeatmapSvg(heatmap).draw();
    }

    private String draw() {
        int width = layout.width(bar.ticks());
        int height = layout.height();
        String title = line(heatmap.title());
        svg.open(
                "svg",
                "width",
                width,
                "height",
                height,
                "viewBox",
                "0 0 " + width + " " + height,
                "role",
                "img",
                "aria-label",
                title,
                "fill",
                "currentColor",
                "font-family",
                SANS,
                "font-size",
                HeatmapLayout.FONT);
        svg.line();
        svg.open("text", "x", HeatmapLayout.MARGIN, "y", 20, "font-size", HeatmapLayout.TITLE_FONT, "font-weight", 600)
                .text(title)
                .close("text")
                .line();
        drawRowLabels();
        drawBrackets();
        drawCells();
        drawColumnTicks();
        svg.open("text", "x", layout.barLeft(), "y", HeatmapLayout.HEADER_Y);
        svg.text(line(heatmap.scale().title())).close("text").line();
        bar.draw(svg, layout.barLeft(), HeatmapLayout.PLOT_TOP);
        return svg.close("svg").line().toString();
    }

    private void drawRowLabels() {
        svg.open(
                "text",
                "x",
                layout.plotLeft() - 8,
                "y",
                HeatmapLayout.HEADER_Y,
                "text-anchor",
                "end",
                "fill-opacity",
                "0.65");
        svg.text(line(heatmap.rowTitle())).close("text").line();
        svg.open("g", "font-family", MONO, "text-anchor", "end").line();
        for (int row = 0; row < heatmap.rows().size(); row++) {
            int y = layout.rowTop(row) + layout.rowHeight() / 2 + 4;
            HeatmapRow shown = heatmap.rows().get(row);
            svg.open("text", "x", layout.labelRight(), "y", y)
                    .text(HeatmapLayout.label(shown))
                    .close("text");
            if (shown.marked()) { // apart from the label, so that a right-to-left token cannot carry it away
                svg.open("text", "x", layout.starLeft(), "y", y, "text-anchor", "start")
                        .text("*")
                        .close("text");
            }
            svg.line();
        }
        svg.close("g").line();
    }

    private void drawBrackets() {
        List<HeatmapRow> rows = heatmap.rows();
        for (int from = 0; from < rows.size(); from++) {
            int to = from;
            while (to < rows.size() && rows.get(to).marked()) {
                to++;
            }
            if (to > from) {
                int top = layout.rowTop(from) + 2;
                String path =
                        "M" + (layout.bracketRight() - 4) + " " + top + "h4v" + (layout.rowTop(to) - 2 - top) + "h-4";
                svg.empty("path", "d", path, "fill", "none", "stroke", "currentColor", "stroke-width", "1.5")
                        .line();
                from = to;
            }
        }
    }

    private void drawCells() {
        svg.open("g", "shape-rendering", "crispEdges", "pointer-events", "all").line();
        String scaleTitle = line(heatmap.scale().title());
        for (int row = 0; row < heatmap.rows().size(); row++) {
            HeatmapRow shown = heatmap.rows().get(row);
            String rowName = line(shown.label().shortened(TOOLTIP_COLUMNS).plain() + " (" + shown.detail() + ")");
            for (int column = 0; column < heatmap.columns().count(); column++) {
                double value = shown.values().get(column);
                String fill = Double.isNaN(value)
                        ? "none"
                        : heatmap.scale().color(value).hex();
                svg.open(
                        "rect",
                        "x",
                        layout.columnLeft(column),
                        "y",
                        layout.rowTop(row),
                        "width",
                        layout.cellWidth(),
                        "height",
                        layout.rowHeight(),
                        "fill",
                        fill);
                String columnName = heatmap.columns().unit() + " "
                        + heatmap.columns().labels().get(column);
                String tooltip = rowName + "\n" + line(columnName) + "\n" + scaleTitle + " " + describe(value);
                svg.open("title").text(tooltip).close("title").close("rect");
            }
            svg.line();
        }
        svg.close("g").line();
    }

    private String describe(double value) {
        ScaleMark floor = heatmap.scale().floor();
        String text = ProbabilityText.of(value);
        return Double.isNaN(value)
                ? text
                : text + "\n" + ProbabilityText.effect(value - floor.value()) + " over " + line(floor.name());
    }

    private void drawColumnTicks() {
        HeatmapColumns columns = heatmap.columns();
        int longest =
                columns.labels().stream().mapToInt(HeatmapLayout::width).max().orElse(0);
        int bottom = layout.plotBottom();
        for (int column : columns.ticks((longest + 8.0) / layout.cellWidth())) {
            int x = layout.columnLeft(column) + layout.cellWidth() / 2;
            svg.empty("path", "d", "M" + x + " " + bottom + "v4", "stroke", "currentColor", "stroke-opacity", "0.6");
            svg.open("text", "x", x, "y", bottom + 17, "text-anchor", "middle");
            svg.text(line(columns.labels().get(column))).close("text").line();
        }
        svg.open("text", "x", layout.plotLeft(), "y", bottom + 37, "fill-opacity", "0.65");
        svg.text(line(columns.title())).close("text").line();
    }

    /** A text that the caller gave, made safe to write. */
    private static String line(String text) {
        return VisibleText.ofLine(text).plain();
    }
}
