package dev.engram.tracing;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * How prompts are traced: the same for all of a list.
 *
 * @param states what is restored, each with the layers restored together; empty, all that the model has with the reference's windows
 * @param samples number of corrupted runs; each value is the mean over them
 * @param seed of the noise generator; the reference's is 1
 */
public record TraceSettings(
        Map<RestoredState, RestoreWindow> states,
        TraceMetric metric,
        Corruption corruption,
        int samples,
        int seed,
        Draws draws,
        SeveredDraws severedDraws) {

    /** Noise draws of the reference. */
    public static final int DEFAULT_SAMPLES = 10;

    private static final int MOST_SAMPLES = 10_000;

    /** Seed of the reference's noise. */
    public static final int DEFAULT_SEED = 1;

    /** Which prompts get which noise. */
    public enum Draws {
        /**
         * The same stream for each prompt, as the reference: averages over prompts then do not average over the noise as one would think.
         */
        COMMON,
        /** A stream of its own for each prompt, seeded by the seed and the prompt's text. */
        FRESH
    }

    /** What the severed modules of a run are held at. */
    public enum SeveredDraws {
        /** Their values in the corrupted run with the same noise. */
        ONE,
        /** Their values in a run with other noise, as the reference's notebook does unawares: its generator serves both passes. */
        TWO
    }

    public TraceSettings {
        Map<RestoredState, RestoreWindow> copy = new EnumMap<>(RestoredState.class);
        copy.putAll(states);
        states = Collections.unmodifiableMap(copy);
        if (samples < 1 || samples > MOST_SAMPLES) {
            throw new IllegalArgumentException(
                    samples + " corrupted runs; there are at least 1 and at most " + MOST_SAMPLES);
        }
        if (severedDraws == SeveredDraws.TWO && corruption instanceof Corruption.TokenReplacement) {
            throw new IllegalArgumentException(
                    "modules can be held at values of other noise only where the subject is corrupted by noise");
        }
    }

    /** The reference's protocol with this corruption. */
    public static TraceSettings of(Corruption corruption) {
        return new TraceSettings(
                Map.of(),
                TraceMetric.PROBABILITY,
                corruption,
                DEFAULT_SAMPLES,
                DEFAULT_SEED,
                Draws.COMMON,
                SeveredDraws.ONE);
    }

    /** The same for some states, with the reference's windows. */
    public TraceSettings restoring(Set<RestoredState> chosen) {
        Map<RestoredState, RestoreWindow> windows = new EnumMap<>(RestoredState.class);
        chosen.forEach(
                state -> windows.put(state, new RestoreWindow(state.defaultWindow(), RestoreWindow.Convention.CODE)));
        return restoring(windows);
    }

    /** The same for some states and windows. */
    public TraceSettings restoring(Map<RestoredState, RestoreWindow> windows) {
        return new TraceSettings(windows, metric, corruption, samples, seed, draws, severedDraws);
    }

    /** What a reader has to know of them. */
    TraceConditions conditions(int drawn) {
        return new TraceConditions(states, metric, corruption.description(), drawn, seed);
    }

    /** The seed of a prompt's noise. */
    int seedOf(String prompt) {
        if (draws == Draws.COMMON) {
            return seed;
        }
        CRC32 hash = new CRC32();
        hash.update((seed + " " + prompt).getBytes(StandardCharsets.UTF_8));
        return (int) hash.getValue();
    }
}
