package dev.engram.reports.plot;

import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;

/** The cells of a heatmap, each in the colour of its value and with a tooltip: row, column, value, and its difference from a floor over zero. */
record HeatmapCells(HeatmapLayout layout) {

    private static final int TOOLTIP_COLUMNS = 60;

    void draw(SvgWriter svg) {
        // A hole has no fill, and would have no tooltip either without "all".
        svg.open("g", "shape-rendering", "crispEdges", "pointer-events", "all").line();
        Heatmap heatmap = layout.heatmap();
        for (int row = 0; row < heatmap.rows().size(); row++) {
            HeatmapRow shown = heatmap.rows().get(row);
            String name =
                    shown.label().shortened(TOOLTIP_COLUMNS).plain() + " (" + VisibleText.line(shown.detail()) + ")";
            for (int column = 0; column < heatmap.columns().count(); column++) {
                double value = shown.values().get(column);
                svg.rect(
                        layout.cell(row, column),
                        Double.isNaN(value)
                                ? "none"
                                : heatmap.scale().color(value).hex());
                svg.open("title").text(name + "\n" + columnName(column) + "\n" + describe(value));
                svg.close("title").close("rect");
            }
            svg.line();
        }
        svg.close("g").line();
        if (heatmap.scale().colors().beginsWhite()) {
            drawFrame(svg, layout.frame());
        }
    }

    /** Shows where pale cells end. */
    static void drawFrame(SvgWriter svg, Box box) {
        String path =
                "M" + box.left() + " " + box.top() + "h" + box.width() + "v" + box.height() + "h" + -box.width() + "Z";
        svg.empty("path", "d", path, "fill", "none", "stroke", "currentColor", "stroke-opacity", "0.6")
                .line();
    }

    private String columnName(int column) {
        HeatmapColumns columns = layout.heatmap().columns();
        return VisibleText.line(columns.unit() + " " + columns.labels().get(column));
    }

    private String describe(double value) {
        ColorScale scale = layout.heatmap().scale();
        String text = VisibleText.line(scale.title()) + " " + ProbabilityText.of(value);
        if (Double.isNaN(value) || scale.low() <= 0) { // what begins at zero or under it is a difference already
            return text;
        }
        String effect = ProbabilityText.effect(value - scale.low());
        return text + "\n" + effect + " over " + VisibleText.line(scale.floor().name());
    }
}
