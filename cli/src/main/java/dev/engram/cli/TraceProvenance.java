package dev.engram.cli;

import dev.engram.models.files.ModelFingerprint;
import dev.engram.reports.page.Provenance;
import dev.engram.reports.page.Provenance.Entry;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.TraceSettings;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How traces were made, for their report. */
final class TraceProvenance {

    private TraceProvenance() {}

    /** Of traces with the same settings; only their noise can differ, with their subjects. */
    static Provenance of(List<TraceResult> results, String model, ModelFingerprint fingerprint, String command) {
        TraceSettings settings = results.get(0).settings();
        String deviations = results.stream()
                .map(result -> Double.toString(result.settings().noiseStdDev()))
                .distinct()
                .collect(Collectors.joining(", "));
        return new Provenance(List.of(
                new Entry("command", command),
                new Entry("engram", EngramVersion.number()),
                new Entry("model", model),
                new Entry("model sha256", fingerprint.sha256()),
                new Entry("engine", "PyTorch by DJL, CPU, float32"),
                new Entry("noise standard deviation", deviations),
                new Entry("noise draws", Integer.toString(settings.samples())),
                new Entry("seed", Integer.toString(settings.seed())),
                new Entry(
                        "window",
                        settings.window().width() + " layers, as in the "
                                + settings.window().convention().name().toLowerCase(Locale.ROOT)),
                new Entry(
                        "Java",
                        System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                                + System.getProperty("os.arch")),
                new Entry("time", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())));
    }
}
