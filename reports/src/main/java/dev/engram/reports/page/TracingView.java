package dev.engram.reports.page;

import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.reports.plot.ColorMap;
import dev.engram.tracing.FactTrace;
import dev.engram.tracing.RestoreWindow;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceMetric;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.summary.AverageEffects;
import dev.engram.tracing.summary.Estimate;
import dev.engram.tracing.summary.Pooling;
import dev.engram.tracing.summary.SummarySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What a page shows of traces: their averages, a table of the facts, and the cells of each for the page's script. */
record TracingView(String id, TracingPart part, List<TraceResult> results, List<AverageView> averages)
        implements PartView {

    static TracingView of(String id, TracingPart part) {
        List<TraceResult> results =
                part.facts().stream().flatMap(fact -> fact.trace().stream()).toList();
        if (results.isEmpty()) {
            return new TracingView(id, part, results, List.of());
        }
        List<Set<RestoredState>> kinds = results.stream()
                .map(result -> result.grids().keySet())
                .distinct()
                .toList();
        if (kinds.size() > 1) {
            throw new IllegalArgumentException("traces of different kinds have no common averages: " + kinds);
        }
        requireOne("windows", results.stream().map(result -> result.conditions().windows()));
        requireOne("metrics", results.stream().map(result -> result.conditions().metric()));
        Map<RestoredState, RestoreWindow> windows = results.get(0).conditions().windows();
        return new TracingView(
                id,
                part,
                results,
                kinds.get(0).stream()
                        .map(kind -> AverageView.of(
                                AverageEffects.of(results, kind, part.settings()),
                                Objects.requireNonNull(windows.get(kind))))
                        .toList());
    }

    private static void requireOne(String what, Stream<?> values) {
        List<?> distinct = values.distinct().toList();
        if (distinct.size() > 1) {
            throw new IllegalArgumentException(
                    "traces with different " + what + " have no common averages: " + distinct);
        }
    }

    @Override
    public String kind() {
        return "Causal tracing";
    }

    @Override
    public String title() {
        return "Causal traces of " + VisibleText.line(part.model());
    }

    @Override
    public VisibleHtml heading() {
        return new VisibleHtml(VisibleText.ofLine(part.model() + ": " + facts() + " traced"));
    }

    @Override
    public Provenance provenance() {
        return part.provenance();
    }

    @Override
    public String template() {
        return "tracing.jte";
    }

    String metric() {
        return MetricText.of(results.get(0).conditions().metric());
    }

    String facts() {
        return results.size() == 1 ? "1 fact" : results.size() + " facts";
    }

    /** How many there are, and why some are not traced. */
    String apart() {
        List<String> reasons = new ArrayList<>();
        addCount(FactTrace.Outcome.WRONG, "not completed as expected", reasons);
        addCount(FactTrace.Outcome.FAILED, "that cannot be traced", reasons);
        return "of " + part.facts().size() + (reasons.isEmpty() ? "" : "; " + String.join(", ", reasons));
    }

    private void addCount(FactTrace.Outcome outcome, String text, List<String> reasons) {
        long count =
                part.facts().stream().filter(fact -> fact.outcome() == outcome).count();
        if (count > 0) {
            reasons.add(count + " " + text);
        }
    }

    String totalEffect() {
        return ProbabilityText.effect(total().mean());
    }

    String totalEffectInterval() {
        return total().interval()
                .map(bounds -> "95 % interval " + ProbabilityText.interval(bounds))
                .orElse("no interval, from a single fact");
    }

    /** How intervals and averages were made. */
    String method() {
        SummarySettings settings = part.settings();
        String pooling = settings.pooling() == Pooling.TOKENS
                ? "All tokens of a role are pooled, so that prompts with several of them weigh more."
                : "Tokens of a role are averaged within each prompt first, so that all prompts weigh the same.";
        return pooling
                + String.format(
                        Locale.ROOT,
                        " Intervals are of 95 %%, by the percentile bootstrap over facts (%,d resamples, seed %d).",
                        settings.resamples(),
                        settings.seed());
    }

    private Estimate total() {
        return averages.get(0).averages().totalEffect(); // the same for every kind
    }

    /** The traced ones, numbered as in the list, from 0. */
    List<FactRow> rows() {
        List<FactRow> rows = new ArrayList<>();
        for (int i = 0; i < part.facts().size(); i++) {
            FactTrace fact = part.facts().get(i);
            if (fact.trace().isPresent()) {
                rows.add(new FactRow(id, i, fact, fact.trace().get()));
            }
        }
        return rows;
    }

    /** Those without a trace. */
    List<UntracedRow> untraced() {
        List<UntracedRow> rows = new ArrayList<>();
        for (int i = 0; i < part.facts().size(); i++) {
            if (part.facts().get(i).trace().isEmpty()) {
                rows.add(new UntracedRow(i, part.facts().get(i)));
            }
        }
        return rows;
    }

    /** What the script must know of all facts together. */
    DataBlock data() {
        TraceResult first = results.get(0);
        return new DataBlock(
                id + "-data",
                new TracingData(
                        metric(),
                        first.conditions().metric() == TraceMetric.PROBABILITY,
                        first.grids().values().iterator().next().layers(),
                        averages.stream()
                                .map(average ->
                                        TracingData.Kind.of(average.averages().state(), average))
                                .toList(),
                        ColorMap.VIRIDIS.controlPoints().stream()
                                .map(color -> color.hex())
                                .toList(),
                        results.stream()
                                .mapToDouble(TraceResult::corruptedValue)
                                .min()
                                .orElseThrow(),
                        results.stream()
                                .flatMap(result -> result.grids().values().stream())
                                .mapToDouble(grid -> GridPeak.in(grid).value())
                                .max()
                                .orElseThrow()));
    }
}
