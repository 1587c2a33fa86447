package dev.engram.eval.study;

/**
 * The shares of the variance of success, over all facts and layers, that least squares explain: R^2.
 *
 * @param layer by a mean for each layer
 * @param effect by the tracing effect alone
 * @param added what the effect adds to the layer, with one slope for all layers
 * @param addedBySlopes the same with a slope for each layer, as Hase et al. 2023 have it; chance adds more here, too
 */
public record ExplainedVariance(Statistic layer, Statistic effect, AddedShare added, AddedShare addedBySlopes) {}
