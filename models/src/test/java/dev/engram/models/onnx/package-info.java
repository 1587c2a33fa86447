/** Tests of ONNX graphs, and graphs for tests of others. */
@NullMarked
package dev.engram.models.onnx;

import org.jspecify.annotations.NullMarked;
