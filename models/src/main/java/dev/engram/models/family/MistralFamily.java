package dev.engram.models.family;

import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.DecoderWeights;
import java.util.Optional;

/** Mistral (Jiang et al. 2023): LLaMA with a sliding window in all layers, in its later versions without. */
final class MistralFamily implements ModelFamily {

    @Override
    public String modelType() {
        return "mistral";
    }

    @Override
    public DecoderWeights describe(ModelConfig config, Checkpoint checkpoint) {
        int headWidth = config.count("head_dim").orElseGet(() -> AttentionSettings.evenHeadWidth(config));
        return new LlamaLayout(
                        config,
                        AttentionSettings.heads(config, Optional.of(8), headWidth, false),
                        AttentionSettings.windowed(config, 4096),
                        Bias.ABSENT,
                        Bias.ABSENT,
                        Bias.ABSENT)
                .describe(checkpoint);
    }
}
