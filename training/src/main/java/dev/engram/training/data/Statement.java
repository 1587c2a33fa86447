package dev.engram.training.data;

import dev.engram.datasets.Prompt;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import dev.engram.models.text.Tokenizer;

/** One fact as a sentence in tokens. */
final class Statement {

    private final int[] ids;
    private final TokenSpan subject;

    private Statement(int[] ids, TokenSpan subject) {
        this.ids = ids;
        this.subject = subject;
    }

    /**
     * Encodes a sentence.
     *
     * @param leadingSpace whether another sentence stands before it
     */
    static Statement encode(Tokenizer tokenizer, Prompt prompt, String object, boolean leadingSpace) {
        String before = leadingSpace ? " " : "";
        TokenSequence tokens = tokenizer.encode(before + prompt.text() + " " + object + ".", Tokenizer.Bos.NEVER);
        TokenSpan subject =
                tokens.covering(prompt.subjectStart() + before.length(), prompt.subjectEnd() + before.length());
        return new Statement(tokens.ids().stream().mapToInt(Integer::intValue).toArray(), subject);
    }

    /** The sentence, full stop included; for reading. */
    int[] ids() {
        return ids;
    }

    /** Its subject's tokens among them. */
    TokenSpan subject() {
        return subject;
    }
}
