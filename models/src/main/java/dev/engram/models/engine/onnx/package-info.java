/**
 * ONNX Runtime behind the seams of {@link dev.engram.models.engine.Engine}, and around whole graphs that were made elsewhere. Start with
 * {@link dev.engram.models.engine.onnx.OnnxEngine}.
 */
@NullMarked
package dev.engram.models.engine.onnx;

import org.jspecify.annotations.NullMarked;
