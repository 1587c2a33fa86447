package dev.engram.models.family;

import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.DecoderWeights;
import java.util.Optional;

/** Qwen3 (Yang et al. 2025), without its mixtures of experts: LLaMA with norms of query and key heads. */
final class Qwen3Family implements ModelFamily {

    @Override
    public String modelType() {
        return "qwen3";
    }

    @Override
    public DecoderWeights describe(ModelConfig config, Checkpoint checkpoint) {
        Bias attentionBias = config.flag("attention_bias").orElse(false) ? Bias.PRESENT : Bias.ABSENT;
        return new LlamaLayout(
                        config,
                        AttentionSettings.heads(
                                config,
                                Optional.of(32),
                                config.count("head_dim").orElse(128),
                                true),
                        AttentionSettings.byLayer(config, 4096, 28),
                        attentionBias,
                        attentionBias,
                        Bias.ABSENT)
                .describe(checkpoint);
    }
}
