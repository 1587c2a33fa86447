package dev.engram.models.family;

import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.DecoderWeights;
import java.util.Optional;

/** Qwen2 and Qwen2.5 (Yang et al. 2024): LLaMA with biases of queries, keys and values. */
final class Qwen2Family implements ModelFamily {

    @Override
    public String modelType() {
        return "qwen2";
    }

    @Override
    public DecoderWeights describe(ModelConfig config, Checkpoint checkpoint) {
        int headWidth = config.count("head_dim").orElseGet(() -> AttentionSettings.evenHeadWidth(config));
        return new LlamaLayout(
                        config,
                        AttentionSettings.heads(config, Optional.of(32), headWidth, false),
                        AttentionSettings.byLayer(config, 4096, 28),
                        Bias.PRESENT,
                        Bias.ABSENT,
                        Bias.ABSENT)
                .describe(checkpoint);
    }
}
