package dev.engram.models.generation;

import java.util.List;

/**
 * The tokens that a model added to a prompt.
 *
 * @param tokens new ids only, an end token included where one was chosen
 */
public record Generation(List<Integer> tokens, Stop stop) {

    /** Why no more were added. */
    public enum Stop {
        END_TOKEN,
        MAX_NEW_TOKENS,
        CONTEXT_FULL
    }

    public Generation {
        tokens = List.copyOf(tokens);
    }
}
