package dev.engram.cli.kept;

import dev.engram.tracing.RestoreWindow;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceConditions;
import dev.engram.tracing.TraceMetric;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How traces were made, in JSON.
 *
 * @param metric what all values are of
 * @param kinds what was restored, with its window
 * @param corruption in words
 */
public record ConditionsJson(String metric, Map<String, WindowJson> kinds, String corruption, int samples, int seed) {

    /** Layers restored together. */
    record WindowJson(int layers, String convention) {}

    public static ConditionsJson of(TraceConditions conditions) {
        Map<String, WindowJson> kinds = new LinkedHashMap<>();
        conditions
                .windows()
                .forEach((state, window) -> kinds.put(
                        state.label(),
                        new WindowJson(
                                window.width(), window.convention().name().toLowerCase(Locale.ROOT))));
        return new ConditionsJson(
                conditions.metric().label(), kinds, conditions.corruption(), conditions.samples(), conditions.seed());
    }

    public TraceConditions read() {
        Map<RestoredState, RestoreWindow> windows = new EnumMap<>(RestoredState.class);
        kinds.forEach((label, window) -> windows.put(
                RestoredState.parse(label),
                new RestoreWindow(
                        window.layers(),
                        RestoreWindow.Convention.valueOf(window.convention().toUpperCase(Locale.ROOT)))));
        return new TraceConditions(windows, TraceMetric.parse(metric), corruption, samples, seed);
    }
}
