package dev.engram.reports.plot;

import dev.engram.reports.VisibleText;

/**
 * A heatmap as SVG: row labels, cells with tooltips, column ticks, colour bar. Texts have the surrounding colour ({@code currentColor}), so
 * they are readable on light and on dark; there are no ids, styles or scripts, so several drawings can share a page.
 */
public final class HeatmapSvg {

    private static final String SANS =
            "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

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
        openDrawing(svg, layout.width(bar.ticks()), layout.height(), heatmap.title());
        new HeatmapRowLabels(layout).draw(svg);
        new HeatmapCells(layout).draw(svg);
        drawColumnTicks(svg, heatmap.columns(), layout.plotLeft(), layout.cellWidth(), layout.plotBottom());
        svg.open("text", "x", layout.barLeft(), "y", HeatmapLayout.HEADER_Y);
        svg.text(VisibleText.line(heatmap.scale().title())).close("text").line();
        bar.draw(svg, layout.barLeft(), HeatmapLayout.PLOT_TOP);
        return svg.close("svg").line().toString();
    }

    /** Opens a drawing with its title, as all drawings here have it. */
    static void openDrawing(SvgWriter svg, int width, int height, String titleText) {
        String title = VisibleText.line(titleText);
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
    }

    static void drawColumnTicks(SvgWriter svg, HeatmapColumns columns, int left, int columnWidth, int bottom) {
        int longest =
                columns.labels().stream().mapToInt(HeatmapLayout::width).max().orElse(0);
        for (int column : columns.ticks((longest + 8.0) / columnWidth)) {
            int x = left + column * columnWidth + columnWidth / 2;
            svg.empty("path", "d", "M" + x + " " + bottom + "v4", "stroke", "currentColor", "stroke-opacity", "0.6");
            svg.open("text", "x", x, "y", bottom + 17, "text-anchor", "middle");
            svg.text(VisibleText.line(columns.labels().get(column)))
                    .close("text")
                    .line();
        }
        svg.open("text", "x", left, "y", bottom + 37, "fill-opacity", "0.65");
        svg.text(VisibleText.line(columns.title())).close("text").line();
    }
}
