package dev.engram.models.text;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Turns text into the tokens of one model and back.
 *
 * <p>A begin-of-text token is added only where the model's own configuration says so, or where the caller asks for it.
 * Implementations are safe for use by several threads.
 */
public interface Tokenizer extends AutoCloseable {

    /** Whether a begin-of-text token opens the sequence. */
    enum Bos {
        /** As the model's configuration says. */
        AS_CONFIGURED,
        /** Always; refused for a model that has none. */
        ALWAYS,
        NEVER
    }

    /**
     * The tokens of a text. A text that is part of a longer one may encode differently there; encode the whole. Special tokens written
     * in the text are parsed as such, and one that opens it does not stand in for the one that is added.
     *
     * @throws IllegalArgumentException if {@code bos} is {@code ALWAYS} and the model names no begin-of-text token, or if half of a
     *     surrogate pair stands alone in the text
     */
    TokenSequence encode(String text, Bos bos);

    default TokenSequence encode(String text) {
        return encode(text, Bos.AS_CONFIGURED);
    }

    /**
     * The tokens of a text that goes on after another, such as {@code " Paris"}. SentencePiece takes a text as if a space stood before it, which
     * is not meant here.
     */
    default TokenSequence encodeContinuation(String text) {
        // What no text is merged with: a word before a space or a line end, a line end before all else.
        boolean spaced = !text.isEmpty() && Character.isWhitespace(text.charAt(0));
        String opening = spaced ? "a" : "\n";
        List<Integer> before = encode(opening, Bos.NEVER).ids();
        List<Token> all = encode(opening + text, Bos.NEVER).tokens();
        if (before.size() > all.size()
                || !before.equals(
                        all.stream().limit(before.size()).map(Token::id).toList())) {
            return encode(text, Bos.NEVER);
        }
        return new TokenSequence(
                text,
                all.stream()
                        .skip(before.size())
                        .map(token -> token.movedBy(-opening.length()))
                        .toList());
    }

    /**
     * The text that tokens add to one that they go on with: a space that begins it is kept. Special tokens, and ids without a token, are left
     * out.
     */
    String decode(List<Integer> ids);

    /**
     * What one token adds to a text, special tokens by their name.
     *
     * @throws IllegalArgumentException if the id is negative or not below {@link #vocabularySize}
     */
    String tokenText(int id);

    /** One more than the highest id that this tokenizer knows, which can be lower than the rows of a model's embedding. */
    int vocabularySize();

    OptionalInt bosId();

    /** The tokens that end a generated text; empty when the model names none. */
    Set<Integer> endOfTextIds();

    @Override
    void close();
}
