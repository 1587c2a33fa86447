package dev.engram.eval.recall;

import java.util.List;

/**
 * How likely a model finds an answer after a prompt.
 *
 * @param answer as a text goes on with it, without the space before
 * @param logProbabilities of its tokens, each after the prompt and the tokens before it, in nats
 * @param rank of its first token among all that could come next; 1 for the first choice
 */
public record AnswerRecall(String answer, List<Double> logProbabilities, int rank) {

    public AnswerRecall {
        logProbabilities = List.copyOf(logProbabilities);
        if (logProbabilities.isEmpty()) {
            throw new IllegalArgumentException("the answer '" + answer + "' has no tokens");
        }
        if (logProbabilities.stream().anyMatch(value -> value.isNaN())) {
            throw new ArithmeticException("the probability of '" + answer + "' is not a number: the model is broken");
        }
    }

    /** Of the whole answer: the product over its tokens. */
    public double probability() {
        return Math.exp(logProbabilities.stream().mapToDouble(Double::doubleValue).sum());
    }

    /** The mean negative log-likelihood of a token, in nats: the field's score, which is fair to answers of unlike lengths. */
    public double meanNegativeLogLikelihood() {
        return -logProbabilities.stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElseThrow();
    }
}
