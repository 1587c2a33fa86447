package dev.engram.models.score;

/**
 * What a model says of a token after the tokens before it.
 *
 * @param logProbability in nats
 * @param firstChoice the token that it finds likeliest there
 * @param rank how many tokens it finds likelier, among equal ones those with a lower id: 0 for its first choice
 */
public record TokenScore(int token, double logProbability, int rank, int firstChoice) {

    public TokenScore {
        if (!(logProbability <= 0) || rank < 0) {
            throw new IllegalArgumentException("token " + token + " with a log-probability of " + logProbability
                    + " and a rank of " + rank + "; they are at most 0 and at least 0");
        }
        if ((rank == 0) != (token == firstChoice)) {
            throw new IllegalArgumentException(
                    "token " + token + " has the rank " + rank + " where the first choice is " + firstChoice);
        }
    }

    /** Whether the model would have chosen it. */
    public boolean isFirstChoice() {
        return rank == 0;
    }
}
