/**
 * ONNX graphs: a decoder's arithmetic as ONNX operators, for an engine seam by seam and for a file as a whole; and what a file from elsewhere
 * says of itself. Start with {@link dev.engram.models.onnx.DecoderOperators}.
 */
@NullMarked
package dev.engram.models.onnx;

import org.jspecify.annotations.NullMarked;
