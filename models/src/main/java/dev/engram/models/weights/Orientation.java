package dev.engram.models.weights;

/** Which way round a matrix is stored. Never guessed from its shape: square ones are ambiguous. */
public enum Orientation {
    /** [outputs, inputs], y = W x + b: a Linear of LLaMA and most families. */
    OUTPUT_MAJOR,
    /** [inputs, outputs], y = x W + b: GPT-2's Conv1D. */
    INPUT_MAJOR
}
