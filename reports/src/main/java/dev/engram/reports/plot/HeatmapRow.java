package dev.engram.reports.plot;

import dev.engram.reports.VisibleText;
import java.util.List;

/**
 * A row of a heatmap.
 *
 * @param detail what a tooltip says of the row beside its label, such as its position
 * @param marked drawn with an asterisk and a bracket, as the subject's tokens are
 * @param values one a column; NaN where there is none, which is drawn as a hole and never as zero
 */
public record HeatmapRow(VisibleText label, String detail, boolean marked, List<Double> values) {

    public HeatmapRow {
        values = List.copyOf(values);
    }
}
