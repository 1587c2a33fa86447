package dev.engram.eval.recall;

/**
 * What a model says to one prompt.
 *
 * @param newAnswer what the edit is to make it say
 * @param oldAnswer what it is to have said before: the right answer where it is known, else the first word of what the model said
 * @param firstChoice the likeliest next token
 * @param greedyText what greedy decoding goes on with
 * @param saysNew whether greedy decoding goes on with the new answer
 */
public record PromptRecall(
        String prompt,
        AnswerRecall newAnswer,
        AnswerRecall oldAnswer,
        String firstChoice,
        String greedyText,
        boolean saysNew) {

    /** Whether the new answer is likelier than the old one, by the mean over tokens. */
    public boolean prefersNew() {
        return newAnswer.meanNegativeLogLikelihood() < oldAnswer.meanNegativeLogLikelihood();
    }
}
