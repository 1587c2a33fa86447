package dev.engram.editing.method;

/**
 * Sizes of an edit's key and value.
 *
 * @param key Euclidean norm of the key
 * @param origin of v0, the value before
 * @param delta of what is added to it
 * @param keyRatio (k C^-1 k*) / (k* C^-1 k*) with k the key of the prompt by itself and k* the one that the edit is made for: how much of the
 *     edit the bare prompt gets. Near 0, the original's asymmetric formula, which divides by it, destroys the model. C is the identity for
 *     methods that spread an edit over layers
 */
public record ValueNorms(double key, double origin, double delta, double keyRatio) {}
