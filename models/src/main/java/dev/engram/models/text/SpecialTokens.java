package dev.engram.models.text;

import java.util.OptionalInt;
import java.util.Set;

/**
 * The roles that a model's configuration gives to tokens.
 *
 * @param bosId the token that opens a text
 * @param opensText whether it is put there unasked
 * @param endOfTextIds the tokens that end a generated text
 */
record SpecialTokens(OptionalInt bosId, boolean opensText, Set<Integer> endOfTextIds) {

    SpecialTokens {
        endOfTextIds = Set.copyOf(endOfTextIds);
        if (opensText && bosId.isEmpty()) {
            throw new IllegalArgumentException("a begin-of-text token is to be added, but none is named");
        }
    }
}
