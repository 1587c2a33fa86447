package dev.engram.eval.benchmark;

import java.util.List;

/**
 * A prompt that a record asks.
 *
 * @param group the benchmark's name for tests of this sort, by which sub-scores are told apart; empty where there is none
 * @param test which of the record's edits (for rewrites, paraphrases, neighbours) or of its tests (for the others) it belongs to, from 0
 * @param needsAll whether all questions of its test must be answered rightly, rather than any
 * @param prompt the whole text
 * @param scored the answers whose likelihood is asked for, by their role's order; may be empty where none is known
 * @param right all answers that are right after the edit, aliases too; empty where none is known
 */
public record AskedPrompt(
        PromptRole role,
        String group,
        int test,
        boolean needsAll,
        String prompt,
        List<String> scored,
        List<String> right) {

    public AskedPrompt {
        scored = List.copyOf(scored);
        right = List.copyOf(right);
    }
}
