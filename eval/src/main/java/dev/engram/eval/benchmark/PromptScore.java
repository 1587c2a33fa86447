package dev.engram.eval.benchmark;

import java.util.List;
import java.util.Optional;

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

    /** The answer that is right after the edit, empty where none is known. */
    public Optional<AnswerScore> rightAnswer() {
        return answer(asked.role() == PromptRole.NEIGHBOUR ? 1 : 0);
    }

    /** The answer that the right one is weighed against: the old one, or for a neighbour the new one; empty where none is scored. */
    public Optional<AnswerScore> otherAnswer() {
        return answer(asked.role() == PromptRole.NEIGHBOUR ? 0 : 1);
    }

    private Optional<AnswerScore> answer(int index) {
        return index < answers.size() ? Optional.of(answers.get(index)) : Optional.empty();
    }

    /** Whether greedy decoding goes on with an answer's tokens. */
    public boolean says(AnswerScore answer) {
        int length = answer.tokens().size();
        return saidTokens.size() >= length && saidTokens.subList(0, length).equals(answer.tokens());
    }
}
