package dev.engram.tracing;

import dev.engram.datasets.Prompt;
import dev.engram.models.text.Tokenizer;
import java.util.List;
import java.util.OptionalInt;

/**
 * What to trace.
 *
 * @param answer the tokens whose probability is watched; empty, the clean run's first choice
 * @param foil what a logit difference compares the answer with
 * @param bos whether a begin-of-text token opens the prompt
 */
public record TraceRequest(
        Prompt prompt, List<Integer> answer, OptionalInt foil, Tokenizer.Bos bos, TraceSettings settings) {

    public TraceRequest {
        answer = List.copyOf(answer);
    }

    /** A prompt and the model's own first choice. */
    public static TraceRequest of(Prompt prompt, TraceSettings settings) {
        return new TraceRequest(prompt, List.of(), OptionalInt.empty(), Tokenizer.Bos.AS_CONFIGURED, settings);
    }
}
