package dev.engram.models.family;

import dev.engram.models.spec.AttentionSpec;
import dev.engram.models.spec.MlpSpec;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.Normalization;
import dev.engram.models.spec.PositionScheme;
import dev.engram.models.spec.Topology;
import dev.engram.models.weights.BlockWeights;
import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.LinearWeights;
import dev.engram.models.weights.MlpWeights;
import dev.engram.models.weights.Orientation;
import dev.engram.models.weights.Slices;
import dev.engram.models.weights.WeightMatrix;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * GPT-NeoX (Black et al. 2022) and Pythia: parallel blocks with a LayerNorm for each part, or sequential ones; heads that are turned in part;
 * one projection for queries, keys and values, in which each head has its three side by side.
 */
final class GptNeoxFamily implements ModelFamily {

    /** How its older configurations call the rotary settings. */
    private static final RotarySettings.Names ROTARY_NAMES =
            new RotarySettings.Names("rotary_emb_base", "rotary_pct", 0.25);

    @Override
    public String modelType() {
        return "gpt_neox";
    }

    @Override
    public DecoderWeights describe(ModelConfig config, Checkpoint checkpoint) {
        ModelSpec spec = spec(config);
        CheckpointReader reader = new CheckpointReader(checkpoint, Orientation.OUTPUT_MAJOR);
        Bias attentionBias = config.flag("attention_bias").orElse(true) ? Bias.PRESENT : Bias.ABSENT;
        WeightMatrix embedding = reader.table("gpt_neox.embed_in.weight", spec.vocabulary(), spec.width());
        List<BlockWeights> blocks = IntStream.range(0, spec.layers())
                .mapToObj(layer -> block(reader, "gpt_neox.layers." + layer + ".", spec, attentionBias))
                .toList();
        return new DecoderWeights(
                spec,
                embedding,
                Optional.empty(),
                blocks,
                reader.layerNorm("gpt_neox.final_layer_norm", spec.width()),
                reader.unembedding(
                        reader.has("lm_head.weight") ? "lm_head" : "embed_out", // the first in some newer files
                        embedding,
                        spec.tied()));
    }

    private ModelSpec spec(ModelConfig config) {
        int heads = config.requireCount("num_attention_heads");
        int headWidth = AttentionSettings.evenHeadWidth(config);
        return new ModelSpec(
                modelType(),
                config.requireCount("hidden_size"),
                config.requireCount("vocab_size"),
                config.requireCount("max_position_embeddings"),
                new AttentionSpec(heads, heads, headWidth, false),
                Optional.of(new MlpSpec(
                        config.requireCount("intermediate_size"),
                        Activations.parse(config.string("hidden_act").orElse("gelu"), config),
                        false)),
                new Normalization(
                        Normalization.Kind.LAYER_NORM,
                        config.number("layer_norm_eps").orElse(1e-5)),
                RotarySettings.parse(config, headWidth, PositionScheme.Rotary.Pairing.HALVES, ROTARY_NAMES),
                config.flag("use_parallel_residual").orElse(true) ? Topology.PARALLEL : Topology.SEQUENTIAL,
                AttentionSettings.causal(config),
                config.flag("tie_word_embeddings").orElse(false));
    }

    private static BlockWeights block(CheckpointReader reader, String name, ModelSpec spec, Bias attentionBias) {
        int width = spec.width();
        MlpSpec mlp = spec.mlp().orElseThrow();
        return new BlockWeights(
                reader.layerNorm(name + "input_layernorm", width),
                third(reader, name, spec, attentionBias, 0),
                third(reader, name, spec, attentionBias, 1),
                third(reader, name, spec, attentionBias, 2),
                Optional.empty(),
                reader.linear(name + "attention.dense", attentionBias, width, width),
                Optional.of(new MlpWeights(
                        reader.layerNorm(name + "post_attention_layernorm", width),
                        Optional.empty(),
                        reader.linear(name + "mlp.dense_h_to_4h", Bias.PRESENT, mlp.width(), width),
                        reader.linear(name + "mlp.dense_4h_to_h", Bias.PRESENT, width, mlp.width()))));
    }

    /** Queries, keys or values: every third run of a head's width. */
    private static LinearWeights third(CheckpointReader reader, String name, ModelSpec spec, Bias bias, int number) {
        int width = spec.width();
        int headWidth = spec.attention().headWidth();
        Slices own = new Slices(number * headWidth, headWidth, spec.attention().heads(), 3 * headWidth);
        return reader.linear(name + "attention.query_key_value", bias, own, 3 * width, width);
    }
}
