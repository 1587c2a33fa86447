package dev.engram.models.weights;

/** A tensor that can be read, and where it lies. */
record StoredTensor(TensorInfo info, Extent extent) {}
