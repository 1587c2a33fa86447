package dev.engram.models.weights;

import java.util.Optional;

/**
 * The parameters of one block, by role.
 *
 * @param headNorms of queries and keys, where the model has such
 * @param mlp absent in blocks of attention alone
 */
public record BlockWeights(
        NormWeights attentionNorm,
        LinearWeights query,
        LinearWeights key,
        LinearWeights value,
        Optional<HeadNorms> headNorms,
        LinearWeights attentionOutput,
        Optional<MlpWeights> mlp) {

    /** Gains that every head of the queries, and every one of the keys, is normed with: [headWidth] each. */
    public record HeadNorms(WeightVector query, WeightVector key) {}
}
