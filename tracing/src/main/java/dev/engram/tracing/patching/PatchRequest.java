package dev.engram.tracing.patching;

import dev.engram.models.text.Tokenizer;
import java.util.OptionalInt;

/**
 * What to patch.
 *
 * @param bos whether a begin-of-text token opens the prompts
 * @param answer a token that the clean prompt is to be continued with; absent, the clean run's first choice
 * @param foil a token that the corrupted prompt is to be continued with; absent, the corrupted run's first choice
 */
public record PatchRequest(
        PromptPair prompts,
        Tokenizer.Bos bos,
        OptionalInt answer,
        OptionalInt foil,
        PatchSite site,
        PatchDirection direction) {

    /** The clean residual stream into the corrupted run, measured by each run's own first choice. */
    public static PatchRequest of(PromptPair prompts) {
        return new PatchRequest(
                prompts,
                Tokenizer.Bos.AS_CONFIGURED,
                OptionalInt.empty(),
                OptionalInt.empty(),
                PatchSite.RESID_PRE,
                PatchDirection.DENOISE);
    }
}
