package dev.engram.reports.plot;

import java.util.List;

/**
 * A grid of numbers to be drawn: rows (tokens) by columns (layers). How and on what it is drawn is another's matter: {@link HeatmapSvg}, a
 * terminal.
 *
 * @param title one line
 * @param rowTitle what the rows are; says what a marked row is, where there are any
 */
public record Heatmap(String title, List<HeatmapRow> rows, String rowTitle, HeatmapColumns columns, ColorScale scale) {

    public Heatmap {
        rows = List.copyOf(rows);
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("a heatmap without rows");
        }
        for (HeatmapRow row : rows) {
            if (row.values().size() != columns.count()) {
                throw new IllegalArgumentException("row '" + row.label().plain() + "' has "
                        + row.values().size() + " values for " + columns.count() + " columns");
            }
        }
    }
}
