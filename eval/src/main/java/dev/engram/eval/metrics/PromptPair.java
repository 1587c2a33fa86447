package dev.engram.eval.metrics;

import dev.engram.eval.benchmark.AnswerScore;
import dev.engram.eval.benchmark.AskedPrompt;
import dev.engram.eval.benchmark.PromptScore;
import java.util.List;

/** What a model says to one prompt before an edit and after, its answers by the same tokens. */
public record PromptPair(PromptScore before, PromptScore after) {

    public PromptPair {
        if (!before.asked().equals(after.asked())) {
            throw new IllegalArgumentException(
                    "before the edit " + before.asked() + " was asked, and after it " + after.asked());
        }
        if (!tokens(before).equals(tokens(after))) {
            throw new IllegalArgumentException(
                    "the answers to '" + before.asked().prompt() + "' are the tokens " + tokens(before)
                            + " before the edit and " + tokens(after) + " after it");
        }
    }

    private static List<List<Integer>> tokens(PromptScore score) {
        return score.answers().stream().map(AnswerScore::tokens).toList();
    }

    /** What was asked, both times. */
    public AskedPrompt asked() {
        return before.asked();
    }
}
