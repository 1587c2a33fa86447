package dev.engram.eval.benchmark;

import dev.engram.models.score.ContinuationScore;
import dev.engram.models.score.TokenScore;
import java.util.List;

/**
 * How likely a model finds an answer after its prompt, its tokens given one after the other (teacher forcing).
 *
 * @param tokens ids of the answer's tokens, at least one
 * @param choices for each of them what the model would have chosen there
 * @param logProbabilities of each of them, in nats
 */
public record AnswerScore(String answer, List<Integer> tokens, List<Integer> choices, List<Double> logProbabilities) {

    public AnswerScore {
        tokens = List.copyOf(tokens);
        choices = List.copyOf(choices);
        logProbabilities = List.copyOf(logProbabilities);
        if (tokens.isEmpty() || choices.size() != tokens.size() || logProbabilities.size() != tokens.size()) {
            throw new IllegalArgumentException(
                    "'" + answer + "' has " + tokens.size() + " tokens, " + choices.size() + " choices and "
                            + logProbabilities.size() + " log-probabilities; there must be as many, and one at least");
        }
        if (!logProbabilities.stream().allMatch(value -> value <= 0)) {
            throw new IllegalArgumentException(
                    "log-probabilities " + logProbabilities + " of '" + answer + "'; they are 0 at most");
        }
    }

    static AnswerScore of(String answer, ContinuationScore score) {
        return new AnswerScore(
                answer,
                score.tokens().stream().map(TokenScore::token).toList(),
                score.tokens().stream().map(TokenScore::firstChoice).toList(),
                score.tokens().stream().map(TokenScore::logProbability).toList());
    }

    /** The mean negative log-likelihood of a token, in nats. */
    public double meanNegativeLogLikelihood() {
        return -logProbabilities.stream().mapToDouble(Double::doubleValue).sum() / tokens.size();
    }

    /** The share of tokens that are the model's first choice. */
    public double shareChosen() {
        int chosen = 0;
        for (int i = 0; i < tokens.size(); i++) {
            chosen += tokens.get(i).equals(choices.get(i)) ? 1 : 0;
        }
        return (double) chosen / tokens.size();
    }

    /** Whether all tokens are the model's first choice. */
    public boolean allChosen() {
        return tokens.equals(choices);
    }
}
