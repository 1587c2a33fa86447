package dev.engram.models.family;

import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.DecoderWeights;

/** One family of decoders: reads its configuration, and says which of a checkpoint's parameters is what. Adding a family is adding one of these. */
public interface ModelFamily {

    /** The {@code model_type} of its {@code config.json}. */
    String modelType();

    /**
     * The decoder that a configuration and a checkpoint make.
     *
     * @throws IllegalArgumentException if a setting is missing or not supported, or contradicts a tensor's shape; the message names it
     */
    DecoderWeights describe(ModelConfig config, Checkpoint checkpoint);
}
