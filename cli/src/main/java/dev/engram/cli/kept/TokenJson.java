package dev.engram.cli.kept;

import dev.engram.models.text.Token;
import dev.engram.models.text.TokenSequence;
import java.util.List;

/**
 * A token in JSON.
 *
 * @param start in Unicode code points of the prompt
 * @param end one past the last, in code points
 */
public record TokenJson(int id, String text, int start, int end) {

    public static List<TokenJson> of(TokenSequence sequence) {
        return sequence.tokens().stream()
                .map(token -> new TokenJson(
                        token.id(),
                        token.text(),
                        sequence.codePointOffset(token.start()),
                        sequence.codePointOffset(token.end())))
                .toList();
    }

    /** The tokens of a text as they were before they were written. */
    public static TokenSequence read(String text, List<TokenJson> tokens) {
        return new TokenSequence(
                text,
                tokens.stream()
                        .map(token -> new Token(
                                token.id,
                                token.text,
                                text.offsetByCodePoints(0, token.start),
                                text.offsetByCodePoints(0, token.end)))
                        .toList());
    }
}
