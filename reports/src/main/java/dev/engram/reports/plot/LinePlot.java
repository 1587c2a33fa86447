package dev.engram.reports.plot;

import java.util.List;

/**
 * Lines over columns (layers), as {@link LinePlotSvg} draws them.
 *
 * @param title one line
 * @param valueTitle what the values are
 * @param differences whether values are differences, which are shown with their sign; others are shares, and the plot goes from 0 to 1 whatever
 *     they are, so that two can be held against each other
 * @param marks values worth a line across; those outside of the values and their bands are not drawn
 */
public record LinePlot(
        String title,
        String valueTitle,
        boolean differences,
        HeatmapColumns columns,
        List<LineSeries> series,
        List<ScaleMark> marks) {

    public LinePlot {
        series = List.copyOf(series);
        marks = List.copyOf(marks);
        if (series.isEmpty()) {
            throw new IllegalArgumentException("a plot without lines");
        }
        for (LineSeries line : series) {
            if (line.values().size() != columns.count()) {
                throw new IllegalArgumentException("line '" + line.label() + "' has "
                        + line.values().size() + " values for " + columns.count() + " columns");
            }
        }
    }

    /** Whether any value has an interval. */
    boolean hasBands() {
        return series.stream()
                .flatMap(line -> line.values().stream())
                .anyMatch(value -> value.interval().isPresent());
    }
}
