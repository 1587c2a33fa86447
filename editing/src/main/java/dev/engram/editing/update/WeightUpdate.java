package dev.engram.editing.update;

import dev.engram.models.tensor.FloatTensor;

/**
 * A change of one layer's MLP output projection W, [D, F] (D outputs, F inputs): W' = W + delta. Immutable, so it can be shared between
 * threads, saved, and applied without what found it.
 */
public sealed interface WeightUpdate permits LowRankUpdate, DenseUpdate {

    /** The layer whose projection changes, from 0. */
    int layer();

    /** D, the width of the residual stream. */
    int outputs();

    /** F, the MLP's width. */
    int inputs();

    /** The most that the rank of delta can be: the number of its factors, or the smaller side of a matrix without. */
    int maximalRank();

    /** The Frobenius norm of delta: the square root of the sum of its squared entries. */
    double norm();

    /**
     * W' = W + delta, summed in double and rounded once to float.
     *
     * @param weight W, [D, F], not modified
     * @return W', [D, F]
     * @throws IllegalArgumentException if W has another shape or holds NaN or an infinite number, or a sum is too large for a float
     */
    FloatTensor appliedTo(FloatTensor weight);
}
