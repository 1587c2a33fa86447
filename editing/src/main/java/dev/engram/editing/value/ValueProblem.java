package dev.engram.editing.value;

import dev.engram.editing.context.TargetPrompt;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.text.TokenSpan;
import java.util.List;

/**
 * One value to be found: which texts are to end how, and where it starts from.
 *
 * @param contexts the prompt with its target, by itself and after prefixes
 * @param preserved the text about the subject whose continuation is to stay, "SUBJECT is a"
 * @param preservedSubject the subject's tokens in it
 * @param origin v0, what is there now where delta is added: [D]
 */
public record ValueProblem(
        List<TargetPrompt> contexts, List<Integer> preserved, TokenSpan preservedSubject, FloatTensor origin) {

    public ValueProblem {
        contexts = List.copyOf(contexts);
        preserved = List.copyOf(preserved);
        if (contexts.isEmpty()) {
            throw new IllegalArgumentException("a value is looked for in no context at all");
        }
    }
}
