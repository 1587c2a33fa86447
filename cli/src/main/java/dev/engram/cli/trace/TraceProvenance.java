package dev.engram.cli.trace;

import dev.engram.reports.page.Provenance.Entry;
import dev.engram.tracing.TraceConditions;
import dev.engram.tracing.TraceResult;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How traces were made, for their report. */
public final class TraceProvenance {

    private TraceProvenance() {}

    /** Of traces with the same settings; only what corrupts them can differ, with their subjects. */
    public static List<Entry> of(List<TraceResult> results) {
        TraceConditions conditions = results.get(0).conditions();
        String corruptions = results.stream()
                .map(result -> result.conditions().corruption())
                .distinct()
                .collect(Collectors.joining("; "));
        return of(conditions, corruptions, samples(results));
    }

    /** Of traces that share their conditions. */
    public static List<Entry> of(TraceConditions conditions) {
        return of(conditions, conditions.corruption(), Integer.toString(conditions.samples()));
    }

    private static List<Entry> of(TraceConditions conditions, String corruptions, String samples) {
        String windows = conditions.windows().entrySet().stream()
                .map(entry -> entry.getKey().label() + " " + entry.getValue().width() + " (as in the "
                        + entry.getValue().convention().name().toLowerCase(Locale.ROOT) + ")")
                .collect(Collectors.joining(", "));
        return List.of(
                new Entry("corruption", corruptions),
                new Entry("corrupted runs", samples),
                new Entry("seed", Integer.toString(conditions.seed())),
                new Entry("layers restored together", windows));
    }

    private static String samples(List<TraceResult> results) {
        IntSummaryStatistics samples = results.stream()
                .mapToInt(result -> result.conditions().samples())
                .summaryStatistics();
        return samples.getMin() == samples.getMax()
                ? Integer.toString(samples.getMax())
                : samples.getMin() + " to " + samples.getMax();
    }
}
