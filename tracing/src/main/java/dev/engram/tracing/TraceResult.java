package dev.engram.tracing;

import dev.engram.datasets.Prompt;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A traced prompt: both baselines and one grid for each kind of restored state.
 *
 * @param tokens what was run, the answer's later tokens apart
 * @param subject the positions that were corrupted
 * @param cleanValue of the clean run
 * @param corruptedValue with the subject corrupted and nothing restored, mean over the draws
 * @param grids T x L each
 */
public record TraceResult(
        Prompt prompt,
        TokenSequence tokens,
        TokenSpan subject,
        TracedAnswer answer,
        double cleanValue,
        double corruptedValue,
        Map<RestoredState, TraceGrid> grids,
        TraceConditions conditions) {

    public TraceResult {
        TraceMetric metric = conditions.metric();
        metric.require("clean", cleanValue);
        metric.require("corrupted", corruptedValue);
        if (subject.to() > tokens.length()) {
            throw new IllegalArgumentException(subject + " lies outside " + tokens.length() + " tokens");
        }
        Map<RestoredState, TraceGrid> copy = new EnumMap<>(RestoredState.class);
        copy.putAll(grids);
        if (copy.isEmpty()) {
            throw new IllegalArgumentException("a trace holds at least one grid");
        }
        for (TraceGrid grid : copy.values()) {
            if (grid.positions() != tokens.length()
                    || grid.layers() != copy.values().iterator().next().layers()) {
                throw new IllegalArgumentException(copy + " for " + tokens.length() + " tokens");
            }
            grid.values().forEach(value -> metric.require("restored", value));
        }
        grids = Collections.unmodifiableMap(copy);
    }

    /**
     * The grid of one kind of restored state.
     *
     * @throws IllegalArgumentException if it was not asked for
     */
    public TraceGrid grid(RestoredState state) {
        TraceGrid grid = grids.get(state);
        if (grid == null) {
            throw new IllegalArgumentException("no " + state.label() + " grid was traced; there are " + grids.keySet());
        }
        return grid;
    }

    /** Total effect: clean minus corrupted value. */
    public double totalEffect() {
        return cleanValue - corruptedValue;
    }
}
