package dev.engram.models.weights;

import java.util.Optional;

/**
 * The parameters of one block, by role.
 *
 * @param mlp absent in blocks of attention alone
 */
public record BlockWeights(
        NormWeights attentionNorm,
        LinearWeights query,
        LinearWeights key,
        LinearWeights value,
        LinearWeights attentionOutput,
        Optional<MlpWeights> mlp) {}
