package dev.engram.reports.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table as CSV (RFC 4180): a line of names, numbers in full, texts as they are, nothing where nothing is known. An estimate is three columns: its
 * name, and the same with {@code _low} and {@code _high}.
 */
public final class CsvTable {

    private static final String LINE_END = "\r\n";

    private CsvTable() {}

    /** The table as one text. */
    public static String of(Table table) {
        StringBuilder out = new StringBuilder();
        try {
            write(table.columns(), table.rows().stream(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a text has no end
        }
        return out.toString();
    }

    /** Writes rows as they come, so that there may be more than memory holds. */
    public static void write(List<Column> columns, Stream<List<Cell>> rows, Appendable out) throws IOException {
        out.append(line(columns.stream().flatMap(CsvTable::names)));
        for (Iterator<List<Cell>> each = rows.iterator(); each.hasNext(); ) {
            List<Cell> row = each.next();
            Table.requireFit(columns, row);
            out.append(line(row.stream().flatMap(cell -> cell.fields().stream())));
        }
    }

    private static Stream<String> names(Column column) {
        return switch (column.kind()) {
            case TEXT, COUNT, NUMBER -> Stream.of(column.name());
            case ESTIMATE -> Stream.of(column.name(), column.name() + "_low", column.name() + "_high");
        };
    }

    private static String line(Stream<String> fields) {
        return fields.map(CsvTable::quoted).collect(Collectors.joining(",", "", LINE_END));
    }

    private static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == '"' || c == ',' || c == '\r' || c == '\n')
                && field.strip().length() == field.length();
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
