package dev.engram.eval.recall;

import dev.engram.models.score.ContinuationScore;

/**
 * How likely a model finds an answer after a prompt.
 *
 * @param answer as a text goes on with it, without the space before
 * @param score of its tokens, each after the prompt and the tokens before it
 */
public record AnswerRecall(String answer, ContinuationScore score) {

    /** Of the whole answer: the product over its tokens. */
    public double probability() {
        return Math.exp(score.logProbability());
    }

    /** The mean negative log-likelihood of a token, in nats: the field's score, which is fair to answers of unlike lengths. */
    public double meanNegativeLogLikelihood() {
        return score.meanNegativeLogLikelihood();
    }

    /** Of its first token among all that could come next; 1 for the first choice. */
    public int rank() {
        return 1 + score.tokens().get(0).rank();
    }
}
