package dev.engram.eval.metrics.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A quantity of several methods.
 *
 * @param metric its name, which says what it computes
 * @param fieldName what the field calls it; empty where it has no name
 * @param definition in a sentence or two
 * @param methods what each method has of it, in the table's order; methods that have nothing of it are left out
 * @param differences what each method but the first has more than the first, record by record, over the records that have it of both
 */
public record MetricRow(
        String metric,
        String fieldName,
        String definition,
        Map<String, MetricEstimate> methods,
        Map<String, MetricEstimate> differences) {

    public MetricRow {
        methods = Collections.unmodifiableMap(new LinkedHashMap<>(methods));
        differences = Collections.unmodifiableMap(new LinkedHashMap<>(differences));
    }

    /** What a method has of it; empty for nothing. */
    public Optional<MetricEstimate> of(String method) {
        return Optional.ofNullable(methods.get(method));
    }

    /** What a method has more of it than the first; empty for the first, and where one of the two has nothing of it. */
    public Optional<MetricEstimate> differenceOf(String method) {
        return Optional.ofNullable(differences.get(method));
    }
}
