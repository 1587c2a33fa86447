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
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** LLaMA (Touvron et al. 2023) and its kin: rotary positions, RMSNorm, grouped-query attention, SwiGLU, sequential blocks. */
final class LlamaFamily implements ModelFamily {

    @Override
    public String modelType() {
        return "llama";
    }

    @Override
    public DecoderWeights describe(ModelConfig config, Checkpoint checkpoint) {
        int width = config.requireCount("hidden_size");
        int heads = config.requireCount("num_attention_heads");
        int vocabulary = config.requireCount("vocab_size");
        int headWidth = config.count("head_dim").orElse(width / heads);
        boolean tied = config.flag("tie_word_embeddings").orElse(false);
        MlpSpec mlp = new MlpSpec(
                config.requireCount("intermediate_size"),
                Activations.parse(config.string("hidden_act").orElse("silu"), config),
                true);
        ModelSpec spec = new ModelSpec(
                modelType(),
                width,
                vocabulary,
                config.requireCount("max_position_embeddings"),
                new AttentionSpec(heads, config.count("num_key_value_heads").orElse(heads), headWidth),
                Optional.of(mlp),
                new Normalization(
                        Normalization.Kind.RMS_NORM,
                        config.number("rms_norm_eps").orElse(1e-6)),
                RotarySettings.parse(config, headWidth),
                Topology.SEQUENTIAL,
                Collections.nCopies(config.requireCount("num_hidden_layers"), new Visibility.Causal()),
                tied);

        CheckpointReader reader = new CheckpointReader(checkpoint, Orientation.OUTPUT_MAJOR);
        WeightMatrix embedding = reader.table("model.embed_tokens.weight", vocabulary, width);
        List<BlockWeights> blocks = IntStream.range(0, spec.layers())
                .mapToObj(layer -> block(reader, "model.layers." + layer + ".", spec, mlp))
                .toList();
        return new DecoderWeights(
                spec,
                embedding,
                Optional.empty(),
                blocks,
                reader.rmsNorm("model.norm", width),
                tied ? embedding : reader.table("lm_head.weight", vocabulary, width));
    }

    private static BlockWeights block(CheckpointReader reader, String name, ModelSpec spec, MlpSpec mlp) {
        int width = spec.width();
        AttentionSpec attention = spec.attention();
        return new BlockWeights(
                reader.rmsNorm(name + "input_layernorm", width),
                reader.linear(name + "self_attn.q_proj", attention.queryWidth(), width),
                reader.linear(name + "self_attn.k_proj", attention.keyValueWidth(), width),
                reader.linear(name + "self_attn.v_proj", attention.keyValueWidth(), width),
                reader.linear(name + "self_attn.o_proj", width, attention.queryWidth()),
                Optional.of(new MlpWeights(
                        reader.rmsNorm(name + "post_attention_layernorm", width),
                        Optional.of(reader.linear(name + "mlp.gate_proj", mlp.width(), width)),
                        reader.linear(name + "mlp.up_proj", mlp.width(), width),
                        reader.linear(name + "mlp.down_proj", width, mlp.width()))));
    }
}
