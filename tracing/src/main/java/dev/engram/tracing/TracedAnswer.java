package dev.engram.tracing;

import dev.engram.models.text.Token;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The continuation of a prompt whose probability a trace watches.
 *
 * @param tokens at least one; their offsets are those of the prompt's end
 * @param foil the token that a logit difference compares the first one with
 */
public record TracedAnswer(List<Token> tokens, Optional<Token> foil) {

    public TracedAnswer {
        tokens = List.copyOf(tokens);
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("an answer of no tokens");
        }
    }

    public List<Integer> ids() {
        return tokens.stream().map(Token::id).toList();
    }

    /** The answer as text, with the space before it if it has one. */
    public String text() {
        return tokens.stream().map(Token::text).collect(Collectors.joining());
    }
}
