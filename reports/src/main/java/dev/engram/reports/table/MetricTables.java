package dev.engram.reports.table;

import dev.engram.eval.metrics.table.MetricEstimate;
import dev.engram.eval.metrics.table.MetricRow;
import dev.engram.eval.metrics.table.MetricTable;
import dev.engram.reports.table.Column.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** What methods of editing do: a row a metric, a column a method. */
public final class MetricTables {

    private MetricTables() {}

    /** Means over records, with bootstrap intervals. */
    public static Table means(MetricTable table) {
        return table(
                "means over " + records(table) + ", with 95 % bootstrap intervals",
                table,
                table.methods(),
                MetricRow::of);
    }

    /** What each method but the first has more than the first, record by record; empty where there is one method. */
    public static Optional<Table> differences(MetricTable table) {
        List<String> others = table.methods().subList(1, table.methods().size());
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(table(
                        "differences from " + table.methods().get(0) + " over " + records(table)
                                + ", record by record, with 95 % bootstrap intervals",
                        table,
                        others,
                        MetricRow::differenceOf));
    }

    private static String records(MetricTable table) {
        return table.records() + (table.records() == 1 ? " record" : " records");
    }

    private static Table table(
            String title,
            MetricTable table,
            List<String> methods,
            BiFunction<MetricRow, String, Optional<MetricEstimate>> estimate) {
        List<Column> columns = new ArrayList<>(List.of(
                Column.text("metric", "metric"),
                Column.text("field_name", "known as"),
                Column.count("records", "records")));
        methods.forEach(method -> columns.add(Column.estimate(method, method)));
        List<List<Cell>> rows = new ArrayList<>();
        for (MetricRow metric : table.rows()) {
            List<Optional<MetricEstimate>> estimates = methods.stream()
                    .map(method -> estimate.apply(metric, method))
                    .toList();
            List<Cell> row = new ArrayList<>(List.of(
                    Cell.of(metric.metric()),
                    Cell.of(metric.fieldName()),
                    Cell.of(estimates.stream()
                            .flatMap(Optional::stream)
                            .mapToInt(MetricEstimate::n)
                            .min()
                            .orElse(0))));
            estimates.forEach(each -> row.add(cell(each)));
            rows.add(row);
        }
        return new Table(title, columns, rows);
    }

    private static Cell cell(Optional<MetricEstimate> estimate) {
        return estimate.<Cell>map(found -> new Cell.Estimated(found.mean(), found.bootstrap()))
                .orElse(new Cell.Absent(Kind.ESTIMATE));
    }
}
