package dev.engram.eval.metrics.table;

import dev.engram.eval.metrics.Composite;
import dev.engram.eval.metrics.Metric;
import dev.engram.eval.metrics.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A row that is being made.
 *
 * @param differences of each method but the first from the first
 */
record RowEstimators(Quantity quantity, Map<String, Estimator> methods, Map<String, Estimator> differences) {

    static RowEstimators of(Quantity quantity, List<MethodScores> scores, int resamples) {
        Map<String, Estimator> methods = new LinkedHashMap<>();
        scores.forEach(method ->
                estimator(quantity, method, resamples).ifPresent(estimator -> methods.put(method.method(), estimator)));
        Map<String, Estimator> differences = new LinkedHashMap<>();
        String first = scores.get(0).method();
        Estimator base = methods.get(first);
        if (base != null) {
            methods.forEach((name, estimator) -> {
                if (!name.equals(first)) {
                    estimator.minus(base).ifPresent(difference -> differences.put(name, difference));
                }
            });
        }
        return new RowEstimators(quantity, methods, differences);
    }

    private static Optional<Estimator> estimator(Quantity quantity, MethodScores method, int resamples) {
        List<Metric> metrics = quantity instanceof Composite composite ? composite.parts() : List.of((Metric) quantity);
        ToDoubleFunction<double[]> combined =
                quantity instanceof Composite composite ? composite.combination()::of : means -> means[0];
        List<RecordValues> parts = metrics.stream()
                .map(metric -> RecordValues.of(metric, method.edits()))
                .toList();
        return parts.stream().anyMatch(part -> part.count() == 0)
                ? Optional.empty()
                : Optional.of(new Estimator(parts, combined, resamples));
    }

    void add(int[] times) {
        methods.values().forEach(estimator -> estimator.add(times));
        differences.values().forEach(estimator -> estimator.add(times));
    }

    MetricRow row() {
        return new MetricRow(
                quantity.name(),
                quantity.fieldName(),
                quantity.definition(),
                estimates(methods),
                estimates(differences));
    }

    private static Map<String, MetricEstimate> estimates(Map<String, Estimator> estimators) {
        Map<String, MetricEstimate> estimates = new LinkedHashMap<>();
        estimators.forEach((name, estimator) -> estimates.put(name, estimator.estimate()));
        return estimates;
    }
}
