package dev.engram.models.score;

import java.util.List;

/**
 * A text that is scored: how likely are its last tokens after the ones before?
 *
 * @param prompt token ids, at least one
 * @param tokens those whose probabilities are asked for, at least one
 */
public record Continuation(List<Integer> prompt, List<Integer> tokens) {

    public Continuation {
        prompt = List.copyOf(prompt);
        tokens = List.copyOf(tokens);
        if (prompt.isEmpty()) {
            throw new IllegalArgumentException(
                    "the continuation " + tokens + " follows nothing: the prompt needs at least one token");
        }
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException(
                    "the prompt " + prompt + " is continued by nothing: there is no token to score");
        }
    }
}
