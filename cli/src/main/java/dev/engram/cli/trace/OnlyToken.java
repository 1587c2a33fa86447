package dev.engram.cli.trace;

import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.Tokenizer;

/** The one token of a text that is watched. */
final class OnlyToken {

    private OnlyToken() {}

    /**
     * The token's id.
     *
     * @param name what the text is, such as {@code answer}
     * @throws IllegalArgumentException if the text is not one token; the message shows those that it is
     */
    static int of(String name, String text, Tokenizer tokenizer) {
        TokenSequence tokens = tokenizer.encodeContinuation(text);
        if (tokens.length() != 1) {
            throw new IllegalArgumentException("the " + name + " '" + text + "' is " + tokens.length() + " tokens, "
                    + tokens.display() + "; one token is watched: pass the first, with its leading space");
        }
        return tokens.ids().get(0);
    }
}
