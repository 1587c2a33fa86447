package dev.engram.reports.plot;

import dev.engram.reports.VisibleText;
import java.util.List;

/** The labels of a heatmap's rows; marked ones with an asterisk, and a bracket for each run of them. */
record HeatmapRowLabels(HeatmapLayout layout) {

    private static final String MONO = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace";

    void draw(SvgWriter svg) {
        int headerRight = layout.plotLeft() - HeatmapLayout.MARGIN;
        svg.open("text", "x", headerRight, "y", HeatmapLayout.HEADER_Y, "text-anchor", "end", "fill-opacity", 0.65);
        svg.text(VisibleText.line(layout.heatmap().rowTitle())).close("text").line();
        svg.open("g", "font-family", MONO, "text-anchor", "end").line();
        List<HeatmapRow> rows = layout.heatmap().rows();
        for (int row = 0; row < rows.size(); row++) {
            drawLabel(svg, rows.get(row), layout.rowTop(row) + layout.rowHeight() / 2 + 4);
        }
        svg.close("g").line();
        drawBrackets(svg, rows);
    }

    private void drawLabel(SvgWriter svg, HeatmapRow row, int baseline) {
        svg.open("text", "x", layout.labelRight(), "y", baseline);
        svg.text(HeatmapLayout.label(row)).close("text");
        if (row.marked()) { // apart from the label, so that a right-to-left token cannot carry it away
            svg.open("text", "x", layout.starLeft(), "y", baseline, "text-anchor", "start");
            svg.text("*").close("text");
        }
        svg.line();
    }

    private void drawBrackets(SvgWriter svg, List<HeatmapRow> rows) {
        for (int from = 0; from < rows.size(); from++) {
            int to = from;
            while (to < rows.size() && rows.get(to).marked()) {
                to++;
            }
            if (to > from) {
                int top = layout.rowTop(from) + 2;
                int height = layout.rowTop(to) - 2 - top;
                String path = "M" + (layout.bracketRight() - 4) + " " + top + "h4v" + height + "h-4";
                svg.empty("path", "d", path, "fill", "none", "stroke", "currentColor", "stroke-width", 1.5);
                svg.line();
                from = to;
            }
        }
    }
}
