package dev.engram.models.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A tokenizer by Hugging Face's {@code tokenizers} library.
 *
 * <p>Special tokens written in a text are parsed as such, so a text that already begins with the begin-of-text token gets a second
 * one where the configuration adds it, as it does in {@code transformers}. A text is never cut or padded, whatever
 * {@code tokenizer.json} asks for.
 */
final class FastTokenizer implements Tokenizer {

    private final NativeTokenizer binding;
    private final ContinuedText continued;
    private final Vocabulary vocabulary;
    private final SpecialTokens special;
    private final Map<Integer, String> texts;

    /** Takes ownership of {@code binding}. */
    FastTokenizer(NativeTokenizer binding, Vocabulary vocabulary, SpecialTokens special) {
        this.binding = binding;
        this.continued = ContinuedText.of(binding);
        this.vocabulary = vocabulary;
        this.special = special;
        this.texts = new ConcurrentHashMap<>(vocabulary.added());
    }

    @Override
    public TokenSequence encode(String text, Bos bos) {
        CodePoints codePoints = CodePoints.of(text);
        List<Token> tokens = new ArrayList<>();
        if (opensWithBos(bos)) {
            int id = special.bosId()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "a begin-of-text token was asked for, but this model's configuration names none"));
            tokens.add(new Token(id, tokenText(id), 0, 0));
        }
        for (NativeTokenizer.Piece piece : binding.encode(text)) {
            tokens.add(new Token(
                    piece.id(),
                    tokenText(piece.id()),
                    codePoints.toUtf16(piece.start()),
                    codePoints.toUtf16(piece.end())));
        }
        return new TokenSequence(text, tokens);
    }

    private boolean opensWithBos(Bos bos) {
        return switch (bos) {
            case AS_CONFIGURED -> special.opensText();
            case ALWAYS -> true;
            case NEVER -> false;
        };
    }

    @Override
    public String decode(List<Integer> ids) {
        return continued.decode(ids, true);
    }

    @Override
    public String tokenText(int id) {
        if (id < 0 || id >= vocabulary.size()) {
            throw new IllegalArgumentException(
                    "token id " + id + " is not in the tokenizer's vocabulary of " + vocabulary.size() + " tokens");
        }
        return texts.computeIfAbsent(id, missing -> continued.decode(List.of(missing), false));
    }

    @Override
    public int vocabularySize() {
        return vocabulary.size();
    }

    @Override
    public OptionalInt bosId() {
        return special.bosId();
    }

    @Override
    public Set<Integer> endOfTextIds() {
        return special.endOfTextIds();
    }

    @Override
    public void close() {
        binding.close();
    }
}
