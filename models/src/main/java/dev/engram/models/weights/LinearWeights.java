package dev.engram.models.weights;

import java.util.Optional;

/** A linear map y = W x + b. */
public record LinearWeights(WeightMatrix matrix, Optional<WeightVector> bias) {}
