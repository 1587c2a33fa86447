package dev.engram.models.weights;

import java.util.Optional;

/** What a norm multiplies by, and adds where it has a bias. */
public record NormWeights(WeightVector gain, Optional<WeightVector> bias) {}
