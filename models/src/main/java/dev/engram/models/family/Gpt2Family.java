package dev.engram.models.family;

import dev.engram.models.spec.MlpSpec;
import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.DecoderWeights;
import java.util.Optional;

/** GPT-2 (Radford et al. 2019): sequential blocks of attention and MLP. */
final class Gpt2Family implements ModelFamily {

    @Override
    public String modelType() {
        return "gpt2";
    }

    @Override
    public DecoderWeights describe(ModelConfig config, Checkpoint checkpoint) {
        MlpSpec mlp = new MlpSpec(
                config.count("n_inner").orElseGet(() -> 4 * config.requireCount("n_embd")),
                Activations.parse(config.string("activation_function").orElse("gelu_new"), config),
                false);
        return Gpt2Layout.describe(config, checkpoint, Optional.of(mlp));
    }
}
