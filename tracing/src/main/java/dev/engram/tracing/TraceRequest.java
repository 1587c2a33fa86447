package dev.engram.tracing;

import dev.engram.datasets.Prompt;
import dev.engram.models.text.Tokenizer;
import java.util.Collections;
import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What to trace.
 *
 * @param answer the token whose probability is watched; absent, the clean run's first choice
 * @param states one grid for each; empty, for all that the model has
 * @param bos whether a begin-of-text token opens the prompt
 * @param noiseStdDev of the corruption; absent, {@link SubjectNoise#DEFAULT_FACTOR} times the deviation of the subject's embeddings
 */
public record TraceRequest(
        Prompt prompt,
        OptionalInt answer,
        Set<RestoredState> states,
        Tokenizer.Bos bos,
        OptionalDouble noiseStdDev,
        int samples,
        int seed,
        RestoreWindow window) {

    /** Noise draws of the reference. */
    public static final int DEFAULT_SAMPLES = 10;

    /** Seed of the reference's noise. */
    public static final int DEFAULT_SEED = 1;

    /** Layers that the reference restores together. */
    public static final int DEFAULT_WINDOW = 10;

    public TraceRequest {
        Set<RestoredState> copy = EnumSet.noneOf(RestoredState.class);
        copy.addAll(states);
        states = Collections.unmodifiableSet(copy);
    }

    /** The reference's protocol for one prompt. */
    public static TraceRequest of(Prompt prompt) {
        return new TraceRequest(
                prompt,
                OptionalInt.empty(),
                Set.of(),
                Tokenizer.Bos.AS_CONFIGURED,
                OptionalDouble.empty(),
                DEFAULT_SAMPLES,
                DEFAULT_SEED,
                new RestoreWindow(DEFAULT_WINDOW, RestoreWindow.Convention.CODE));
    }
}
