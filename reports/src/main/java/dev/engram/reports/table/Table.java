package dev.engram.reports.table;

import java.util.List;

/**
 * Results in rows and columns.
 *
 * @param title what the rows are, one line
 * @param columns at least one
 */
public record Table(String title, List<Column> columns, List<List<Cell>> rows) {

    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("the table '" + title + "' has no columns");
        }
        for (List<Cell> row : rows) {
            requireFit(columns, row);
        }
    }

    /** Refuses a row that is not one of these columns. */
    static void requireFit(List<Column> columns, List<Cell> row) {
        if (row.size() != columns.size()) {
            throw new IllegalArgumentException("a row of " + row.size() + " cells for " + columns.size() + " columns");
        }
        for (int i = 0; i < row.size(); i++) {
            if (!row.get(i).fits(columns.get(i).kind())) {
                throw new IllegalArgumentException("the column "
                        + columns.get(i).name() + " holds " + columns.get(i).kind() + ", not " + row.get(i));
            }
        }
    }
}
