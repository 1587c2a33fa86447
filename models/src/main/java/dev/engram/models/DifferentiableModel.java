package dev.engram.models;

/** A decoder that can say how an objective changes with its activations. */
public interface DifferentiableModel extends SiteModel {

    /**
     * An objective over some texts, as a function of vectors that are added to the residual stream after a block. What does not depend on
     * the vectors (the blocks up to that one, and the positions before the first addition) is run here, once.
     *
     * @return to be closed before the model
     * @throws IllegalArgumentException if a sequence is empty or too long, a token is not in the vocabulary, the layer does not exist, or
     *     an addition or a term lies outside its sequence; the message names it
     */
    ResidualObjective objective(ObjectiveRequest request);
}
