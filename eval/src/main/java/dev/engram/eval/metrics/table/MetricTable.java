package dev.engram.eval.metrics.table;

import dev.engram.eval.metrics.Metrics;
import dev.engram.eval.metrics.PromptPair;
import dev.engram.eval.metrics.Quantity;
import dev.engram.eval.metrics.ScoredEdit;
import dev.engram.tracing.summary.Resampling;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Methods that edited the same records, by all quantities. Records are the unit of every interval: they are resampled as wholes, all methods and
 * metrics together, so that differences are paired.
 *
 * @param methods their names, the one that others are held against first
 * @param records how many
 * @param resampling how bootstrap intervals were made
 * @param rows in the order of {@link Metrics}
 */
public record MetricTable(List<String> methods, int records, Resampling resampling, List<MetricRow> rows) {

    public MetricTable {
        methods = List.copyOf(methods);
        rows = List.copyOf(rows);
    }

    /** A table of all quantities that the records have anything of, see {@link Metrics#of}. */
    public static MetricTable of(List<MethodScores> methods, Resampling resampling) {
        return of(
                methods,
                Metrics.of(methods.stream()
                        .flatMap(method -> method.edits().stream())
                        .toList()),
                resampling);
    }

    /**
     * A table.
     *
     * @param methods at least one, the one that others are held against first
     * @param quantities rows in this order; those that no record has are left out
     * @throws IllegalArgumentException if there are no methods, or two methods or quantities of one name, or methods edited different records or
     *     asked them different prompts
     * @throws ArithmeticException if a metric's value is not a finite number
     */
    public static MetricTable of(List<MethodScores> methods, List<Quantity> quantities, Resampling resampling) {
        List<String> names = methods.stream().map(MethodScores::method).toList();
        refuseTwins("methods", names);
        refuseTwins("quantities", quantities.stream().map(Quantity::name).toList());
        if (methods.isEmpty()) {
            throw new IllegalArgumentException("there are no methods to compare");
        }
        methods.forEach(method -> requireSameRecords(methods.get(0), method));
        List<RowEstimators> rows = quantities.stream()
                .map(quantity -> RowEstimators.of(quantity, methods, resampling.resamples()))
                .filter(row -> !row.methods().isEmpty())
                .toList();
        int records = methods.get(0).edits().size();
        resampling.draw(records, times -> rows.forEach(row -> row.add(times)));
        return new MetricTable(
                names,
                records,
                resampling,
                rows.stream().map(RowEstimators::row).toList());
    }

    /**
     * The row of a quantity.
     *
     * @throws NoSuchElementException if no record has anything of it
     */
    public MetricRow row(String metric) {
        return rows.stream()
                .filter(row -> row.metric().equals(metric))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no record has anything of " + metric));
    }

    private static void refuseTwins(String what, List<String> names) {
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name)) {
                throw new IllegalArgumentException("two " + what + " of a table are called " + name);
            }
        }
    }

    private static void requireSameRecords(MethodScores first, MethodScores other) {
        List<String> ids = first.edits().stream().map(ScoredEdit::id).toList();
        List<String> others = other.edits().stream().map(ScoredEdit::id).toList();
        if (!ids.equals(others)) {
            throw new IllegalArgumentException("the methods " + first.method() + " and " + other.method()
                    + " edited different records: " + ids.size() + " and " + others.size() + ", of which "
                    + ids.stream().filter(others::contains).count() + " are the same");
        }
        for (int i = 0; i < ids.size(); i++) {
            if (!asked(first.edits().get(i)).equals(asked(other.edits().get(i)))) {
                throw new IllegalArgumentException("the methods " + first.method() + " and " + other.method()
                        + " asked the record " + ids.get(i) + " different prompts");
            }
        }
    }

    private static List<?> asked(ScoredEdit edit) {
        return edit.prompts().stream().map(PromptPair::asked).toList();
    }
}
