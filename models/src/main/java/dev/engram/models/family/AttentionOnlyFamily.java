package dev.engram.models.family;

import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.DecoderWeights;
import java.util.Optional;

/**
 * GPT-2 without its MLPs: small models whose predictions are attention's alone (Elhage et al. 2021), such as those that show induction heads
 * (Olsson et al. 2022). The tag is this project's own; no published architecture has one.
 */
final class AttentionOnlyFamily implements ModelFamily {

    @Override
    public String modelType() {
        return "attention_only";
    }

    @Override
    public DecoderWeights describe(ModelConfig config, Checkpoint checkpoint) {
        checkpoint.tensors().keySet().stream()
                .filter(name -> name.contains(".mlp."))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(config.source() + ": a model of type '" + modelType()
                            + "' has no MLP, but its checkpoint holds '" + name + "'");
                });
        return Gpt2Layout.describe(config, checkpoint, Optional.empty());
    }
}
