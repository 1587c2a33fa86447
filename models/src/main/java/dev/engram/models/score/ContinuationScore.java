package dev.engram.models.score;

import java.util.List;

/**
 * What a model says of a {@link Continuation}, token by token, each after the true tokens before it (teacher forcing).
 *
 * @param tokens at least one
 */
public record ContinuationScore(List<TokenScore> tokens) {

    public ContinuationScore {
        tokens = List.copyOf(tokens);
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("a continuation has at least one token");
        }
    }

    /** The log-probability of the whole continuation after its prompt, in nats. */
    public double logProbability() {
        return tokens.stream().mapToDouble(TokenScore::logProbability).sum();
    }

    /** The mean over the tokens of their negative log-likelihoods, in nats: the score of CounterFact (Meng et al. 2022, section 3.3). */
    public double meanNegativeLogLikelihood() {
        return -logProbability() / tokens.size();
    }
}
