package dev.engram.tracing;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How a trace was made, apart from its prompt and model: what a reader has to know.
 *
 * @param windows for each kind of restored state the layers restored together
 * @param metric what all values are of
 * @param corruption in words
 * @param samples corrupted runs, of which each value is the mean
 * @param seed of the noise
 */
public record TraceConditions(
        Map<RestoredState, RestoreWindow> windows, TraceMetric metric, String corruption, int samples, int seed) {

    public TraceConditions {
        Map<RestoredState, RestoreWindow> copy = new EnumMap<>(RestoredState.class);
        copy.putAll(windows);
        windows = Collections.unmodifiableMap(copy);
        if (samples < 1) {
            throw new IllegalArgumentException(samples + " corrupted runs; at least 1 is needed");
        }
    }

    /**
     * The window of a kind.
     *
     * @throws IllegalArgumentException if it was not restored
     */
    public RestoreWindow window(RestoredState state) {
        RestoreWindow window = windows.get(state);
        if (window == null) {
            throw new IllegalArgumentException("no " + state.label() + " was restored; there are " + windows.keySet());
        }
        return window;
    }
}
