package dev.engram.eval;

import dev.engram.models.text.Token;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A tokenizer of tests with 50 tokens whose texts can be read in one way only: the words {@code " a00"} to {@code " a19"}, which bring their space,
 * {@code "b20"} to {@code "b39"}, which go on with a word, punctuation, line ends, a space alone, the two halves of an accented letter, and an
 * end-of-text token.
 */
public final class PieceTokenizer implements Tokenizer {

    public static final int FULL_STOP = 40;
    public static final int COMMA = 41;
    public static final int LINE_END = 42;
    public static final int SPACE = 43;
    public static final int HYPHEN = 44;
    public static final int FULL_STOP_AND_LINE_END = 45;
    /** The first byte of é. */
    public static final int FIRST_HALF = 46;
    /** Its second byte. */
    public static final int SECOND_HALF = 47;

    public static final int END = 48;

    private static final List<String> TEXTS = texts();
    private static final String LETTER = "é";

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        IntStream.range(0, 20).forEach(i -> texts.add(" a" + i / 10 + i % 10));
        IntStream.range(20, 40).forEach(i -> texts.add("b" + i));
        texts.addAll(List.of(".", ",", "\n", " ", "-", ".\n", "\uFFFD", "\uFFFD", "<end>", "'"));
        return texts;
    }

    /** Each character is of the longest token that fits there. */
    @Override
    public TokenSequence encode(String text, Bos bos) {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (text.startsWith(LETTER, at)) {
                tokens.add(new Token(FIRST_HALF, "\uFFFD", at, at + 1));
                tokens.add(new Token(SECOND_HALF, "\uFFFD", at, at + 1));
                at++;
            } else {
                Token next = longest(text, at);
                tokens.add(next);
                at = next.end();
            }
        }
        return new TokenSequence(text, tokens);
    }

    private static Token longest(String text, int at) {
        int best = -1;
        for (int id = 0; id < TEXTS.size(); id++) {
            if (text.startsWith(TEXTS.get(id), at)
                    && (best < 0 || TEXTS.get(id).length() > TEXTS.get(best).length())) {
                best = id;
            }
        }
        if (best < 0) {
            throw new IllegalArgumentException("no token of the tests begins '" + text.substring(at) + "'");
        }
        return new Token(best, TEXTS.get(best), at, at + TEXTS.get(best).length());
    }

    @Override
    public String decode(List<Integer> ids) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int id : ids) {
            if (id == FIRST_HALF || id == SECOND_HALF) {
                bytes.write(LETTER.getBytes(StandardCharsets.UTF_8)[id - FIRST_HALF]);
            } else if (id != END) {
                bytes.writeBytes(TEXTS.get(id).getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public String tokenText(int id) {
        return TEXTS.get(id);
    }

    @Override
    public int vocabularySize() {
        return TEXTS.size();
    }

    @Override
    public OptionalInt bosId() {
        return OptionalInt.empty();
    }

    @Override
    public Set<Integer> endOfTextIds() {
        return Set.of(END);
    }

    @Override
    public void close() {}
}
