package dev.engram.models;

/** A number that is read off the distribution that is predicted at one position of one sequence. In nats. */
public sealed interface ObjectiveTerm {

    int sequence();

    /** Where it is predicted, for the token after it. */
    int position();

    /** -log p(token). */
    record NegativeLogLikelihood(int sequence, int position, int token) implements ObjectiveTerm {}

    /** KL(p || p0) from the distribution p0 that the model predicts there when nothing is added. */
    record Divergence(int sequence, int position) implements ObjectiveTerm {}
}
