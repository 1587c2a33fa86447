package dev.engram.models.generation;

import java.util.List;
import java.util.Set;

/**
 * What to continue, how far and how to choose.
 *
 * @param prompt token ids, at least one
 * @param maxNewTokens most tokens to add
 * @param endTokens tokens that end the text; one that was chosen is kept as the last
 */
public record GenerationRequest(List<Integer> prompt, int maxNewTokens, Set<Integer> endTokens, Sampling sampling) {

    public GenerationRequest {
        prompt = List.copyOf(prompt);
        endTokens = Set.copyOf(endTokens);
        if (prompt.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to continue: the prompt has no tokens");
        }
        if (maxNewTokens < 1) {
            throw new IllegalArgumentException(maxNewTokens + " new tokens; at least 1 must be asked for");
        }
    }
}
