package dev.engram.models;

/** A number that is read off the distribution that is predicted at one position of one sequence. In nats. */
public sealed interface ObjectiveTerm {

    int sequence();

    /** Where it is predicted, for the token after it. */
    int position();

    /** -log p(token). */
    record NegativeLogLikelihood(int sequence, int position, int token) implements ObjectiveTerm {}

    /**
     * The Kullback-Leibler divergence between what the model predicts there now and what it predicts when nothing is added, in the
     * request's {@link ObjectiveRequest#direction()}.
     */
    record Divergence(int sequence, int position) implements ObjectiveTerm {}
}
