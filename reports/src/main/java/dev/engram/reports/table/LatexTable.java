package dev.engram.reports.table;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table as LaTeX: a {@code tabular} with the rules of the package booktabs, to be put into a {@code table}. What means something to TeX is escaped;
 * letters of all scripts are kept, which XeLaTeX and LuaLaTeX set with a font that has them.
 */
public final class LatexTable {

    /** Two of these in a row may be set as one sign, such as a long dash. */
    private static final String LIGATED = "-'`,?!";

    private LatexTable() {}

    /** The table as text. */
    public static String of(Table table) {
        String alignment = table.columns().stream().map(LatexTable::alignment).collect(Collectors.joining());
        StringBuilder out =
                new StringBuilder("% ").append(comment(table.title())).append("; needs \\usepackage{booktabs}\n");
        out.append("\\begin{tabular}{").append(alignment).append("}\n\\toprule\n");
        out.append(line(table.columns(), Column::title)).append("\\midrule\n");
        table.rows().forEach(row -> out.append(line(row, Cell::shown)));
        return out.append("\\bottomrule\n\\end{tabular}\n").toString();
    }

    private static String alignment(Column column) {
        return switch (column.kind()) {
            case TEXT -> "l";
            case COUNT, NUMBER, ESTIMATE -> "r";
        };
    }

    private static <T> String line(List<T> cells, Function<T, String> text) {
        return cells.stream().map(cell -> escaped(text.apply(cell))).collect(Collectors.joining(" & ", "", " \\\\\n"));
    }

    private static String comment(String title) {
        return title.replaceAll("\\R", " ");
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        if (text.startsWith("[") || text.startsWith("*")) {
            out.append("{}"); // after the end of a line these would be options of it
        }
        int before = 0;
        for (int c : text.codePoints().toArray()) {
            if (LIGATED.indexOf(before) >= 0 && LIGATED.indexOf(c) >= 0) {
                out.append("{}");
            }
            out.append(escaped(c));
            before = c;
        }
        return out.toString();
    }

    private static String escaped(int c) {
        return switch (c) {
            case '&', '%', '$', '#', '_', '{', '}' -> "\\" + (char) c;
            case '~' -> "\\textasciitilde{}";
            case '^' -> "\\textasciicircum{}";
            case '\\' -> "\\textbackslash{}";
            case '<' -> "\\textless{}";
            case '>' -> "\\textgreater{}";
            case '|' -> "\\textbar{}";
            case '−' -> "$-$"; // pdfLaTeX knows no such character
            default -> Character.toString(c);
        };
    }
}
