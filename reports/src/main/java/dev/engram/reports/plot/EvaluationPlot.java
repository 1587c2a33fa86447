package dev.engram.reports.plot;

import dev.engram.eval.benchmark.AbilityCheck;
import dev.engram.eval.metrics.table.MetricEstimate;
import dev.engram.eval.metrics.table.MetricRow;
import dev.engram.eval.metrics.table.MetricTable;
import dev.engram.reports.plot.LineSeries.Style;
import dev.engram.tracing.summary.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What an evaluation found: methods by metrics, and what a sequence of edits leaves of the earlier ones and of the model. */
public final class EvaluationPlot {

    private static final int SHORT_NAME = 3;

    private EvaluationPlot() {}

    /**
     * The metrics that are shares and have a short name in the field (ES, PS, NS), or any name where none has a short one, with their bootstrap
     * intervals; empty where there are none.
     */
    public static Optional<IntervalPlot> metrics(MetricTable table) {
        List<MetricRow> named = table.rows().stream()
                .filter(row -> !row.fieldName().isEmpty() && isShare(row))
                .toList();
        List<MetricRow> brief = named.stream()
                .filter(row -> row.fieldName().length() <= SHORT_NAME)
                .toList();
        List<IntervalPlot.Group> groups = (brief.isEmpty() ? named : brief)
                .stream().map(row -> group(table, row)).toList();
        return groups.isEmpty()
                ? Optional.empty()
                : Optional.of(new IntervalPlot("Methods by metrics", "mean over records, 95 % interval", groups));
    }

    private static boolean isShare(MetricRow row) {
        return row.methods().values().stream()
                .allMatch(estimate -> estimate.mean() >= 0
                        && estimate.mean() <= 1
                        && estimate.bootstrap()
                                .map(bounds -> bounds.low() >= 0 && bounds.high() <= 1)
                                .orElse(true));
    }

    private static IntervalPlot.Group group(MetricTable table, MetricRow row) {
        List<IntervalPlot.Line> lines = new ArrayList<>();
        for (int method = 0; method < table.methods().size(); method++) {
            String name = table.methods().get(method);
            Rgb color = SeriesColors.of(method);
            row.of(name).ifPresent(estimate -> lines.add(new IntervalPlot.Line(name, color, estimate(estimate))));
        }
        return new IntervalPlot.Group(row.fieldName(), row.metric(), lines);
    }

    private static Estimate estimate(MetricEstimate estimate) {
        return new Estimate(estimate.mean(), estimate.bootstrap());
    }

    /** The share of rewrites that still hold after more and more edits, a line for each method whose sequence is whole; empty where none is. */
    public static Optional<LinePlot> retention(List<AbilityCheck> checks) {
        return plot("Rewrites that still hold", "share of the edits so far", checks, AbilityCheck::preferred);
    }

    /** The share of places in the neutral text where the first choice is still the unedited model's; likewise. */
    public static Optional<LinePlot> kept(List<AbilityCheck> checks) {
        return plot("Unrelated predictions that stay", "share of places in neutral text", checks, AbilityCheck::kept);
    }

    private static Optional<LinePlot> plot(
            String title, String valueTitle, List<AbilityCheck> checks, ToDoubleFunction<AbilityCheck> value) {
        List<String> methods =
                checks.stream().map(AbilityCheck::method).distinct().toList();
        List<Integer> edits =
                checks.stream().map(AbilityCheck::edits).distinct().sorted().toList();
        List<LineSeries> lines = new ArrayList<>();
        for (int method = 0; method < methods.size(); method++) {
            String name = methods.get(method);
            List<Estimate> values = checks.stream()
                    .filter(check -> check.method().equals(name))
                    .sorted((one, other) -> Integer.compare(one.edits(), other.edits()))
                    .map(check -> new Estimate(value.applyAsDouble(check), Optional.empty()))
                    .toList();
            if (values.size() == edits.size()) {
                lines.add(new LineSeries(name, "one sequence", Style.SOLID, SeriesColors.of(method), values));
            }
        }
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new LinePlot(
                        title,
                        valueTitle,
                        false,
                        new HeatmapColumns(
                                "records edited",
                                "edits",
                                edits.stream().map(Object::toString).toList()),
                        lines,
                        List.of()));
    }
}
