package dev.engram.models.weights;

import java.util.Optional;

/**
 * The parameters of one MLP, by role.
 *
 * @param norm of what it reads
 * @param gate the gate's input projection, for gated MLPs
 * @param input the (up) input projection
 */
public record MlpWeights(NormWeights norm, Optional<LinearWeights> gate, LinearWeights input, LinearWeights output) {}
