package dev.engram.models.weights;

import java.util.Optional;

/**
 * The parameters of one block, by role.
 *
 * @param mlpGate the gate's input projection, for gated MLPs
 * @param mlpInput the (up) input projection
 */
public record BlockWeights(
        NormWeights attentionNorm,
        LinearWeights query,
        LinearWeights key,
        LinearWeights value,
        LinearWeights attentionOutput,
        NormWeights mlpNorm,
        Optional<LinearWeights> mlpGate,
        LinearWeights mlpInput,
        LinearWeights mlpOutput) {}
