package dev.engram.eval.recall;

import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import dev.engram.models.text.Tokenizer;
import java.util.List;

/**
 * A prompt and an answer as the tokens of one text.
 *
 * @param answer the positions of the answer's tokens
 */
public record AnsweredText(List<Integer> ids, TokenSpan answer) {

    public AnsweredText {
        ids = List.copyOf(ids);
    }

    /** A space goes between unless the answer begins with one. */
    public static AnsweredText of(String prompt, String answer, Tokenizer tokenizer) {
        String continuation = Character.isWhitespace(answer.charAt(0)) ? answer : " " + answer;
        TokenSequence tokens = tokenizer.encode(prompt + continuation);
        return new AnsweredText(
                tokens.ids(), tokens.covering(prompt.length(), tokens.text().length()));
    }

    /** The tokens before the answer. */
    public List<Integer> promptIds() {
        return ids.subList(0, answer.from());
    }

    /** The answer's tokens. */
    public List<Integer> answerIds() {
        return ids.subList(answer.from(), answer.to());
    }
}
