package dev.engram.reports.page;

import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.tracing.RestoreWindow;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.summary.AverageEffects;
import dev.engram.tracing.summary.Estimate;
import dev.engram.tracing.summary.Pooling;
import dev.engram.tracing.summary.SummarySettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What the page of several traces shows of them together. */
record TracesView(String title, List<TraceResult> results, List<AverageView> averages) {

    private static final int MOST_SECTIONS = 20;

    static TracesView of(String title, List<TraceResult> results, SummarySettings settings) {
        if (results.isEmpty()) {
            throw new IllegalArgumentException("a page of no traces; at least 1 is needed");
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
        return new TracesView(
                VisibleText.line(title),
                List.copyOf(results),
                kinds.get(0).stream()
                        .map(kind -> AverageView.of(
                                AverageEffects.of(results, kind, settings), Objects.requireNonNull(windows.get(kind))))
                        .toList());
    }

    private static void requireOne(String what, Stream<?> values) {
        List<?> distinct = values.distinct().toList();
        if (distinct.size() > 1) {
            throw new IllegalArgumentException(
                    "traces with different " + what + " have no common averages: " + distinct);
        }
    }

    String metric() {
        return MetricText.of(results.get(0).conditions().metric());
    }

    String facts() {
        return results.size() == 1 ? "1 fact" : results.size() + " facts";
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
        SummarySettings settings = averages.get(0).averages().settings();
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

    /** The facts that get a section of their own: all of a few, the first of many. */
    List<TraceView> traces() {
        return results.stream().limit(MOST_SECTIONS).map(TraceView::new).toList();
    }

    String sections() {
        return results.size() <= MOST_SECTIONS
                ? "each in a section of its own below"
                : "the first " + MOST_SECTIONS + " in sections of their own below";
    }
}
