package dev.engram.eval.benchmark;

import java.util.List;

/**
 * What a model says to a prompt.
 *
 * @param answers one for each of {@link AskedPrompt#scored}
 * @param said what greedy decoding goes on with
 * @param saidTokens its tokens' ids
 */
public record PromptScore(AskedPrompt asked, List<AnswerScore> answers, String said, List<Integer> saidTokens) {

    public PromptScore {
        answers = List.copyOf(answers);
        saidTokens = List.copyOf(saidTokens);
        if (answers.size() != asked.scored().size()) {
            throw new IllegalArgumentException(answers.size() + " scores of the "
                    + asked.scored().size() + " answers to '" + asked.prompt() + "'");
        }
    }

    /** Whether greedy decoding goes on with an answer's tokens. */
    public boolean says(AnswerScore answer) {
        int length = answer.tokens().size();
        return saidTokens.size() >= length && saidTokens.subList(0, length).equals(answer.tokens());
    }
}
