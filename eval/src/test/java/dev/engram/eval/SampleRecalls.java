package dev.engram.eval;

import dev.engram.eval.recall.AnswerRecall;
import dev.engram.eval.recall.PromptRecall;
import dev.engram.models.score.ContinuationScore;
import dev.engram.models.score.TokenScore;
import java.util.Arrays;

/** What a model says, written by hand. */
public final class SampleRecalls {

    private SampleRecalls() {}

    /** A prompt after which the new answer is likelier than the old one, or not. */
    public static PromptRecall prompt(boolean prefersNew, boolean saysNew) {
        return prompt(answer(prefersNew ? -1 : -3), answer(-2), saysNew);
    }

    public static PromptRecall prompt(AnswerRecall newAnswer, AnswerRecall oldAnswer, boolean saysNew) {
        return new PromptRecall("Ann sings", newAnswer, oldAnswer, " songs", " songs and", saysNew);
    }

    /** An answer whose tokens have these log-probabilities, and ranks of 4, 5, 6, ... */
    public static AnswerRecall answer(double... logProbabilities) {
        int[] rank = {4};
        return new AnswerRecall(
                "hymns",
                new ContinuationScore(Arrays.stream(logProbabilities)
                        .mapToObj(log -> new TokenScore(7, log, rank[0]++, 3))
                        .toList()));
    }
}
