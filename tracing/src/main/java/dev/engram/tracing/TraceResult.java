package dev.engram.tracing;

import dev.engram.datasets.Prompt;
import dev.engram.models.text.Token;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A traced prompt: both baselines and one grid for each kind of restored state.
 *
 * @param tokens what was run
 * @param subject the positions that got noise
 * @param answer the token whose probability is shown; its offsets are those of the text's end
 * @param cleanProbability of the answer in the clean run
 * @param corruptedProbability of the answer with noise and nothing restored, mean over the draws
 * @param grids T x L each
 */
public record TraceResult(
        Prompt prompt,
        TokenSequence tokens,
        TokenSpan subject,
        Token answer,
        double cleanProbability,
        double corruptedProbability,
        Map<RestoredState, TraceGrid> grids,
        TraceSettings settings) {

    public TraceResult {
        requireProbability("clean", cleanProbability);
        requireProbability("corrupted", corruptedProbability);
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
        }
        grids = Collections.unmodifiableMap(copy);
    }

    private static void requireProbability(String name, double value) {
        if (!TraceGrid.isProbability(value)) {
            throw new IllegalArgumentException("the " + name + " value " + value + " is no probability");
        }
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

    /** Total effect: clean minus corrupted probability. */
    public double totalEffect() {
        return cleanProbability - corruptedProbability;
    }
}
