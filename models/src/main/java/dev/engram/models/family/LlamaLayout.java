package dev.engram.models.family;

import dev.engram.models.spec.AttentionSpec;
import dev.engram.models.spec.MlpSpec;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.Normalization;
import dev.engram.models.spec.Topology;
import dev.engram.models.spec.Visibility;
import dev.engram.models.weights.BlockWeights;
import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.MlpWeights;
import dev.engram.models.weights.Orientation;
import dev.engram.models.weights.WeightMatrix;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * LLaMA's configuration keys and parameter names, which many families share: rotary positions, RMSNorm, grouped-query attention, a gated MLP,
 * sequential blocks.
 *
 * @param attention with what the family takes for granted where the configuration says nothing
 * @param visibility of each layer
 * @param queryKeyValueBias of the three input projections of attention
 */
record LlamaLayout(
        ModelConfig config,
        AttentionSpec attention,
        List<Visibility> visibility,
        Bias queryKeyValueBias,
        Bias attentionOutputBias,
        Bias mlpBias) {

    /** The decoder of the configuration and a checkpoint. */
    DecoderWeights describe(Checkpoint checkpoint) {
        ModelSpec spec = spec();
        CheckpointReader reader = new CheckpointReader(checkpoint, Orientation.OUTPUT_MAJOR);
        WeightMatrix embedding = reader.table("model.embed_tokens.weight", spec.vocabulary(), spec.width());
        List<BlockWeights> blocks = IntStream.range(0, spec.layers())
                .mapToObj(layer -> block(reader, "model.layers." + layer + ".", spec))
                .toList();
        return new DecoderWeights(
                spec,
                embedding,
                Optional.empty(),
                blocks,
                reader.rmsNorm("model.norm", spec.width()),
                reader.unembedding("lm_head", embedding, spec.tied()));
    }

    private ModelSpec spec() {
        MlpSpec mlp = new MlpSpec(
                config.requireCount("intermediate_size"),
                Activations.parse(config.string("hidden_act").orElse("silu"), config),
                true);
        return new ModelSpec(
                config.modelType(),
                config.requireCount("hidden_size"),
                config.requireCount("vocab_size"),
                config.requireCount("max_position_embeddings"),
                attention,
                Optional.of(mlp),
                new Normalization(
                        Normalization.Kind.RMS_NORM,
                        config.number("rms_norm_eps").orElse(1e-6)),
                RotarySettings.parse(config, attention.headWidth()),
                Topology.SEQUENTIAL,
                visibility,
                config.flag("tie_word_embeddings").orElse(false));
    }

    private BlockWeights block(CheckpointReader reader, String name, ModelSpec spec) {
        int width = spec.width();
        MlpSpec mlp = spec.mlp().orElseThrow();
        String self = name + "self_attn.";
        return new BlockWeights(
                reader.rmsNorm(name + "input_layernorm", width),
                reader.linear(self + "q_proj", queryKeyValueBias, attention.queryWidth(), width),
                reader.linear(self + "k_proj", queryKeyValueBias, attention.keyValueWidth(), width),
                reader.linear(self + "v_proj", queryKeyValueBias, attention.keyValueWidth(), width),
                attention.headNorms()
                        ? Optional.of(new BlockWeights.HeadNorms(
                                reader.gain(self + "q_norm", attention.headWidth()),
                                reader.gain(self + "k_norm", attention.headWidth())))
                        : Optional.empty(),
                reader.linear(self + "o_proj", attentionOutputBias, width, attention.queryWidth()),
                Optional.of(new MlpWeights(
                        reader.rmsNorm(name + "post_attention_layernorm", width),
                        Optional.of(reader.linear(name + "mlp.gate_proj", mlpBias, mlp.width(), width)),
                        reader.linear(name + "mlp.up_proj", mlpBias, mlp.width(), width),
                        reader.linear(name + "mlp.down_proj", mlpBias, width, mlp.width()))));
    }
}
