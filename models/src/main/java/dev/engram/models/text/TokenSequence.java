package dev.engram.models.text;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A text and the tokens that a model is given for it, in order, with where each lies in the text.
 *
 * <p>Offsets are UTF-16 units here and Unicode code points in files and JSON; {@link #codePointOffset} is the one place that converts.
 *
 * @param text the text that was encoded
 * @param tokens what is run, an added begin-of-text token included
 */
public record TokenSequence(String text, List<Token> tokens) {

    public TokenSequence {
        tokens = List.copyOf(tokens);
        for (Token token : tokens) {
            if (token.end() > text.length()) {
                throw new IllegalArgumentException(token + " lies outside a text of " + text.length() + " characters");
            }
        }
    }

    public int length() {
        return tokens.size();
    }

    public List<Integer> ids() {
        return tokens.stream().map(Token::id).toList();
    }

    /**
     * The tokens that hold any character of {@code text[start, end)}. A leading space that a token carries belongs to it, so
     * {@code "Eiffel"} in {@code "The Eiffel Tower"} begins with the token {@code " E"}.
     *
     * @throws IllegalArgumentException if no token covers any of these characters; the message shows the tokens
     */
    public TokenSpan covering(int start, int end) {
        int from = -1;
        int to = -1;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.start() < end && token.end() > start) {
                from = from < 0 ? i : from;
                to = i + 1;
            }
        }
        if (from < 0) {
            throw new IllegalArgumentException("no token covers characters [" + start + ", " + end + ") of '" + text
                    + "'; its tokens are " + display());
        }
        return new TokenSpan(from, to);
    }

    /** A UTF-16 offset of this text as a count of code points, the unit of files and JSON. */
    public int codePointOffset(int utf16Offset) {
        return text.codePointCount(0, utf16Offset);
    }

    /** The tokens' texts between bars, for messages: {@code |The| E|iff|el|}. */
    public String display() {
        return displayFirst(tokens.size());
    }

    /** As {@link #display}, of the first {@code count} tokens. */
    public String displayFirst(int count) {
        return tokens.stream().limit(count).map(Token::text).collect(Collectors.joining("|", "|", "|"));
    }
}
