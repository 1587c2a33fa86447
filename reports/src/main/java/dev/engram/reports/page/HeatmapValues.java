package dev.engram.reports.page;

import dev.engram.reports.plot.Heatmap;
import java.util.stream.Collectors;

/** A heatmap's values for the page's script, row by row, in seven digits; empty where there is none. */
final class HeatmapValues {

    private HeatmapValues() {}

    static String of(Heatmap heatmap) {
        return heatmap.rows().stream()
                .flatMap(row -> row.values().stream())
                .map(value -> value.isNaN() ? "" : Float.toString(value.floatValue()))
                .collect(Collectors.joining(" "));
    }
}
