package dev.engram.editing.context;

import dev.engram.models.tensor.FloatTensor;

/**
 * What a layer holds at a subject's last token.
 *
 * @param key the MLP's hidden layer, its output projection's input: [F]
 * @param value the MLP's output, bias included: [D]
 * @param residual the block's output: [D]
 */
public record SubjectState(FloatTensor key, FloatTensor value, FloatTensor residual) {}
