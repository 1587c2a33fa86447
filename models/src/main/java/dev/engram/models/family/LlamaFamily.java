package dev.engram.models.family;

import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.DecoderWeights;
import java.util.Optional;

/** LLaMA (Touvron et al. 2023), and what is built like it, such as SmolLM2. */
final class LlamaFamily implements ModelFamily {

    @Override
    public String modelType() {
        return "llama";
    }

    @Override
    public DecoderWeights describe(ModelConfig config, Checkpoint checkpoint) {
        int headWidth = config.count("head_dim").orElseGet(() -> AttentionSettings.evenHeadWidth(config));
        Bias attentionBias = Bias.of(config.flag("attention_bias"));
        return new LlamaLayout(
                        config,
                        AttentionSettings.heads(config, Optional.empty(), headWidth, false),
                        AttentionSettings.causal(config),
                        attentionBias,
                        attentionBias,
                        Bias.of(config.flag("mlp_bias")))
                .describe(checkpoint);
    }
}
