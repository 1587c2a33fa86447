package dev.engram.reports.text;

import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.reports.plot.ColorScale;
import dev.engram.reports.plot.Heatmap;
import dev.engram.reports.plot.HeatmapRow;
import dev.engram.reports.plot.ScaleMark;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A heatmap for a terminal: a line for each row, marked rows with an asterisk, and a legend. Columns are three characters wide, or two, or one,
 * as fits; more columns than fit at one character are continued in further blocks below.
 *
 * <p>Whether to use colours, and how wide the terminal is, the caller must know. Control characters of tokens are shown as symbols, so no token
 * can send an escape sequence.
 *
 * @param width in columns; no line is longer, unless the width is under {@value #LEAST_WIDTH}, which is then used
 */
public record TerminalHeatmap(TerminalStyle style, int width) {

    /** Room for a short label, a few cells and the legend. */
    public static final int LEAST_WIDTH = 48;

    private static final int LABEL_COLUMNS = 22; // the longest name of a token role
    private static final int LEGEND_CELLS = 10;

    public TerminalHeatmap {
        width = Math.max(width, LEAST_WIDTH);
    }

    /** The drawing, each line ended by a line feed. */
    public String render(Heatmap heatmap) {
        int labels = heatmap.rows().stream()
                .mapToInt(row -> label(row).columns())
                .max()
                .orElse(0);
        int room = width - labels - 3; // the asterisk with a space before and after
        int cell = Math.max(1, Math.min(3, room / heatmap.columns().count()));
        int blocks = ceilDiv(heatmap.columns().count(), room / cell);
        int blockSize = ceilDiv(heatmap.columns().count(), blocks);
        StringBuilder out = new StringBuilder();
        line(out, shortened(heatmap.title(), width));
        for (int from = 0; from < heatmap.columns().count(); from += blockSize) {
            int to = Math.min(heatmap.columns().count(), from + blockSize);
            line(out, " ".repeat(labels + 3) + header(heatmap, from, to, cell));
            for (HeatmapRow row : heatmap.rows()) {
                line(
                        out,
                        head(row, labels) + cells(heatmap.scale(), row.values().subList(from, to), cell));
            }
        }
        line(out, shortened(heatmap.rowTitle() + " by " + heatmap.columns().title(), width));
        legend(heatmap.scale()).forEach(text -> line(out, text));
        return out.toString();
    }

    private static VisibleText label(HeatmapRow row) {
        return row.label().shortened(LABEL_COLUMNS);
    }

    private static String head(HeatmapRow row, int labels) {
        VisibleText label = label(row);
        return " ".repeat(labels - label.columns()) + label.plain() + (row.marked() ? " * " : "   ");
    }

    /** The labels of some columns, each over the first character of its cells; those that would touch or stick out are left out. */
    private static String header(Heatmap heatmap, int from, int to, int cell) {
        List<String> labels =
                heatmap.columns().labels().stream().map(VisibleText::line).toList();
        int longest = labels.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder header = new StringBuilder();
        for (int column : heatmap.columns().ticks((longest + 1.0) / cell)) {
            int at = (column - from) * cell;
            String label = labels.get(column);
            if (column >= from && column < to && at + label.length() <= (to - from) * cell) {
                header.append(" ".repeat(at - header.length())).append(label);
            }
        }
        return header.toString();
    }

    private String cells(ColorScale scale, List<Double> values, int columns) {
        StringBuilder cells = new StringBuilder();
        for (double value : values) {
            cells.append(
                    Double.isNaN(value)
                            ? "?".repeat(columns)
                            : style.fill(scale.color(value), scale.place(value), columns));
        }
        return cells.toString();
    }

    private List<String> legend(ColorScale scale) {
        String bar = cells(
                scale,
                IntStream.range(0, LEGEND_CELLS)
                        .mapToObj(i -> scale.low() + (scale.high() - scale.low()) * i / (LEGEND_CELLS - 1))
                        .toList(),
                1);
        String ends = shortened(named(scale.floor()), width / 3) + " [" + bar + "] "
                + shortened(named(scale.ceiling()), width / 3);
        String marks = scale.marks().stream().map(TerminalHeatmap::named).collect(Collectors.joining(", "));
        return List.of(ends, shortened(scale.title() + (marks.isEmpty() ? "" : ": " + marks), width));
    }

    private static int ceilDiv(int all, int size) {
        return (all + size - 1) / size;
    }

    private static String named(ScaleMark mark) {
        return ProbabilityText.of(mark.value()) + " " + mark.name();
    }

    private static String shortened(String text, int columns) {
        return VisibleText.ofLine(text).shortened(columns).plain();
    }

    private static void line(StringBuilder out, String text) {
        out.append(text).append('\n');
    }
}
