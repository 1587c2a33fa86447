package dev.engram.models.text;

/**
 * One token of a text that was encoded.
 *
 * @param id index into the vocabulary
 * @param text what the token adds to a text; a token that is part of a character shows the replacement character
 * @param start first character that the token covers, in UTF-16 units of the encoded text
 * @param end one past the last character; equal to {@code start} for a token that covers none (one that was added)
 */
public record Token(int id, String text, int start, int end) {

    public Token {
        if (id < 0 || start < 0 || end < start) {
            throw new IllegalArgumentException("token " + id + " at [" + start + ", " + end + ")");
        }
    }

    /** The same in a text in which it begins that many characters later. */
    Token movedBy(int characters) {
        return new Token(id, text, start + characters, end + characters);
    }
}
