package dev.engram.reports.plot;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The columns of a heatmap.
 *
 * @param title of the axis
 * @param unit what one column is, in the singular: {@code layer}
 */
public record HeatmapColumns(String title, String unit, List<String> labels) {

    public HeatmapColumns {
        labels = List.copyOf(labels);
        if (labels.isEmpty()) {
            throw new IllegalArgumentException("a heatmap without columns");
        }
    }

    /** Columns 0 to {@code count - 1}. */
    public static HeatmapColumns numbered(String title, String unit, int count) {
        return new HeatmapColumns(
                title,
                unit,
                IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    public int count() {
        return labels.size();
    }

    /**
     * The columns that get a label: every first, second, fifth, tenth ... so that none runs into the next.
     *
     * @param room columns that one label needs, the gap to the next included
     */
    public List<Integer> ticks(double room) {
        int step = 1;
        for (int power = 1; step < room; power *= 10) {
            for (int factor : new int[] {1, 2, 5}) {
                step = step < room ? power * factor : step;
            }
        }
        int chosen = step;
        return IntStream.range(0, count()).filter(i -> i % chosen == 0).boxed().toList();
    }
}
