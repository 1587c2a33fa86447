package dev.engram.tracing;

import dev.engram.models.text.Token;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The continuation of a prompt whose probability a trace watches.
 *
 * @param tokens at least one; their offsets are those of the prompt's end
 * @param text what they say together, with the space before it if it has one; characters that tokens share are whole here
 * @param foil the token that a logit difference compares the first one with
 */
public record TracedAnswer(List<Token> tokens, String text, Optional<Token> foil) {

    public TracedAnswer {
        tokens = List.copyOf(tokens);
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("an answer of no tokens");
        }
    }

    public List<Integer> ids() {
        return tokens.stream().map(Token::id).toList();
    }

    /** An answer whose text is that of its tokens, one after the other. */
    public static TracedAnswer of(List<Token> tokens, Optional<Token> foil) {
        return new TracedAnswer(tokens, tokens.stream().map(Token::text).collect(Collectors.joining()), foil);
    }
}
