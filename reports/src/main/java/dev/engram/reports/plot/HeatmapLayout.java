package dev.engram.reports.plot;

import dev.engram.reports.DisplayWidth;
import dev.engram.reports.VisibleText;
import java.util.List;

/**
 * Where the parts of a heatmap lie, in pixels: labels, marks, cells and the colour bar from left to right, titles above, the layer axis below.
 *
 * <p>Widths of texts are estimated, generously: labels from the columns of a fixed-width font, other texts from an average letter.
 *
 * @param labelRight where labels end; they are set flush right
 */
record HeatmapLayout(Heatmap heatmap, int labelRight) {

    static final int FONT = 12;
    static final int TITLE_FONT = 14;
    static final int MARGIN = 8;
    static final int PLOT_TOP = 58;
    static final int HEADER_Y = PLOT_TOP - 13;
    static final int BAR_WIDTH = 14;
    /** Between labels and cells: the asterisk and the bracket. */
    private static final int MARKS_WIDTH = 24;

    private static final int BAR_GAP = 24;
    private static final int AXIS_HEIGHT = 46;
    private static final int LABEL_COLUMNS = 24;
    private static final double LABEL_COLUMN_WIDTH = 7.3;
    private static final double TEXT_COLUMN_WIDTH = 6.6;

    static HeatmapLayout of(Heatmap heatmap) {
        int labels = heatmap.rows().stream()
                .mapToInt(row -> (int) Math.ceil(label(row).columns() * LABEL_COLUMN_WIDTH))
                .max()
                .orElse(0);
        int header = width(heatmap.rowTitle()) - MARKS_WIDTH + MARGIN;
        return new HeatmapLayout(heatmap, MARGIN + Math.max(labels, header));
    }

    static VisibleText label(HeatmapRow row) {
        return row.label().shortened(LABEL_COLUMNS);
    }

    static int width(String text) {
        return (int) Math.ceil(DisplayWidth.of(text) * TEXT_COLUMN_WIDTH);
    }

    int rowHeight() {
        return clamp(640 / heatmap.rows().size(), 16, 24);
    }

    int cellWidth() {
        return clamp(640 / heatmap.columns().count(), 6, 36);
    }

    int rowTop(int row) {
        return PLOT_TOP + row * rowHeight();
    }

    int columnLeft(int column) {
        return plotLeft() + column * cellWidth();
    }

    /** A cell, a pixel wider and higher than it shows: the next ones cover that, and print shows no seams between them. */
    Box cell(int row, int column) {
        int wider = column < heatmap.columns().count() - 1 ? 1 : 0;
        int higher = row < heatmap.rows().size() - 1 ? 1 : 0;
        return new Box(columnLeft(column), rowTop(row), cellWidth() + wider, rowHeight() + higher);
    }

    /** Around all cells. */
    Box frame() {
        return new Box(
                plotLeft(),
                PLOT_TOP,
                heatmap.columns().count() * cellWidth(),
                heatmap.rows().size() * rowHeight());
    }

    int starLeft() {
        return labelRight + 3;
    }

    int bracketRight() {
        return plotLeft() - 4;
    }

    int plotLeft() {
        return labelRight + MARKS_WIDTH;
    }

    int plotBottom() {
        return rowTop(heatmap.rows().size());
    }

    int barLeft() {
        return columnLeft(heatmap.columns().count()) + BAR_GAP;
    }

    /** As high as the cells, or higher if these are few, so that its ticks have room. */
    int barHeight() {
        return Math.max(plotBottom() - PLOT_TOP, 120);
    }

    int width(List<ColorBar.Tick> ticks) {
        int bar = BAR_WIDTH
                + ColorBar.LABEL_GAP
                + ticks.stream().mapToInt(tick -> width(tick.text())).max().orElse(0);
        int right = barLeft() + Math.max(bar, width(heatmap.scale().title()));
        int title = MARGIN + width(heatmap.title()) * TITLE_FONT / FONT;
        int axisTitle = plotLeft() + width(heatmap.columns().title());
        return Math.max(right, Math.max(title, axisTitle)) + MARGIN;
    }

    int height() {
        return Math.max(plotBottom() + AXIS_HEIGHT, PLOT_TOP + barHeight() + 2 * MARGIN);
    }

    private static int clamp(int value, int least, int most) {
        return Math.max(least, Math.min(most, value));
    }
}
