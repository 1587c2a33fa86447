package dev.engram.reports.table;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A table as GitHub's Markdown: its title, then the table with numbers set flush right. */
public final class MarkdownTable {

    /** What means something inside of a line. */
    private static final String SPECIAL = "\\`*_[]<>|~$&";

    private MarkdownTable() {}

    /** The table as text. */
    public static String of(Table table) {
        StringBuilder out = new StringBuilder(escaped(table.title())).append("\n\n");
        out.append(line(table.columns(), column -> escaped(column.title())));
        out.append(line(table.columns(), MarkdownTable::alignment));
        table.rows().forEach(row -> out.append(line(row, cell -> escaped(cell.shown()))));
        return out.toString();
    }

    private static <T> String line(List<T> cells, Function<T, String> text) {
        return cells.stream().map(text).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String alignment(Column column) {
        return switch (column.kind()) {
            case TEXT -> ":---";
            case COUNT, NUMBER, ESTIMATE -> "---:";
        };
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (SPECIAL.indexOf(c) >= 0) {
                out.append('\\');
            }
            out.appendCodePoint(c);
        });
        return out.toString();
    }
}
