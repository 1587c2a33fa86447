package dev.engram.cli;

import dev.engram.reports.page.Provenance;
import dev.engram.reports.page.Provenance.Entry;
import dev.engram.tracing.TraceConditions;
import dev.engram.tracing.TraceResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How traces were made, for their report. */
final class TraceProvenance {

    private TraceProvenance() {}

    private static String samples(List<TraceResult> results) {
        IntSummaryStatistics samples = results.stream()
                .mapToInt(result -> result.conditions().samples())
                .summaryStatistics();
        return samples.getMin() == samples.getMax()
                ? Integer.toString(samples.getMax())
                : samples.getMin() + " to " + samples.getMax();
    }

    /** Of traces with the same settings; only what corrupts them can differ, with their subjects. */
    static Provenance of(List<TraceResult> results, String model, String sha256, String command) {
        TraceConditions conditions = results.get(0).conditions();
        String corruptions = results.stream()
                .map(result -> result.conditions().corruption())
                .distinct()
                .collect(Collectors.joining("; "));
        String windows = conditions.windows().entrySet().stream()
                .map(entry -> entry.getKey().label() + " " + entry.getValue().width() + " (as in the "
                        + entry.getValue().convention().name().toLowerCase(Locale.ROOT) + ")")
                .collect(Collectors.joining(", "));
        return new Provenance(List.of(
                new Entry("command", command),
                new Entry("engram", EngramVersion.number()),
                new Entry("model", model),
                new Entry("model sha256", sha256),
                new Entry("engine", "PyTorch by DJL, CPU, float32"),
                new Entry("corruption", corruptions),
                new Entry("corrupted runs", samples(results)),
                new Entry("seed", Integer.toString(conditions.seed())),
                new Entry("layers restored together", windows),
                new Entry(
                        "Java",
                        System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                                + System.getProperty("os.arch")),
                new Entry("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())));
    }
}
