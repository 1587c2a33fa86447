package dev.engram.models.engine.djl;

import ai.djl.ndarray.NDArray;

/**
 * A linear map on the device.
 *
 * @param weight in the form that the kernels' products want, which need not be a matrix to read
 * @param bias zeros for a map without
 */
record DjlLinear(NDArray weight, NDArray bias) {}
