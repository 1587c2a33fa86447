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

    /** The text of tokens, special ones and ids without a token left out. */
    String decode(List<Integer> ids);

    /**
     * What one token shows as on its own, special tokens by their name.
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
