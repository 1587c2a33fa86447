package dev.engram.models;

import dev.engram.models.text.Token;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** A tokenizer of tests: every character is a token, its code modulo the vocabulary's size; token 0 opens a text where asked for. */
public final class LetterTokenizer implements Tokenizer {

    private final int vocabulary;

    public LetterTokenizer(int vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public TokenSequence encode(String text, Bos bos) {
        List<Token> tokens = new ArrayList<>();
        if (bos == Bos.ALWAYS) {
            tokens.add(new Token(0, tokenText(0), 0, 0));
        }
        for (int i = 0; i < text.length(); i++) {
            tokens.add(new Token(text.charAt(i) % vocabulary, text.substring(i, i + 1), i, i + 1));
        }
        return new TokenSequence(text, tokens);
    }

    @Override
    public String decode(List<Integer> ids) {
        return ids.stream().map(this::tokenText).collect(Collectors.joining());
    }

    @Override
    public String tokenText(int id) {
        return "<" + id + ">";
    }

    @Override
    public int vocabularySize() {
        return vocabulary;
    }

    @Override
    public OptionalInt bosId() {
        return OptionalInt.of(0);
    }

    @Override
    public Set<Integer> endOfTextIds() {
        return Set.of();
    }

    @Override
    public void close() {}
}
