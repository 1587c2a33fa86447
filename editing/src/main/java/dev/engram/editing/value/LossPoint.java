package dev.engram.editing.value;

/**
 * The loss at one step of a search, by its parts.
 *
 * @param likelihood mean negative log-likelihood of a target token, in nats
 * @param divergence the KL term, weighted
 * @param decay the term of delta's length, weighted
 */
public record LossPoint(double likelihood, double divergence, double decay) {

    public double total() {
        return likelihood + divergence + decay;
    }
}
