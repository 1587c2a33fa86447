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
import dev.engram.models.weights.MlpWeights;
import dev.engram.models.weights.Orientation;
import dev.engram.models.weights.Slices;
import dev.engram.models.weights.WeightMatrix;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * OPT (Zhang et al. 2022): GPT-2's blocks with ReLU, maps stored outputs first, and a table of positions whose first two rows stand for none.
 * The one of 350 million parameters has its norms after each part, and is refused.
 */
final class OptFamily implements ModelFamily {

    private static final int ROWS_BEFORE_POSITIONS = 2;

    @Override
    public String modelType() {
        return "opt";
    }

    @Override
    public DecoderWeights describe(ModelConfig config, Checkpoint checkpoint) {
        ModelSpec spec = spec(config);
        int width = spec.width();
        CheckpointReader reader = new CheckpointReader(checkpoint, Orientation.OUTPUT_MAJOR);
        String prefix = reader.has("decoder.embed_tokens.weight") ? "decoder." : "model.decoder.";
        WeightMatrix embedding = reader.table(prefix + "embed_tokens.weight", spec.vocabulary(), width);
        int rows = ROWS_BEFORE_POSITIONS + spec.contextLength();
        List<BlockWeights> blocks = IntStream.range(0, spec.layers())
                .mapToObj(layer -> block(reader, prefix + "layers." + layer + ".", spec))
                .toList();
        return new DecoderWeights(
                spec,
                embedding,
                Optional.of(WeightMatrix.of(
                        checkpoint,
                        prefix + "embed_positions.weight",
                        Orientation.OUTPUT_MAJOR,
                        Slices.range(ROWS_BEFORE_POSITIONS, rows),
                        rows,
                        width)),
                blocks,
                reader.layerNorm(prefix + "final_layer_norm", width),
                reader.unembedding("lm_head", embedding, spec.tied()));
    }

    private ModelSpec spec(ModelConfig config) {
        config.refuse("do_layer_norm_before", false);
        config.refuse("_remove_final_layer_norm", true);
        config.refuse("layer_norm_elementwise_affine", false);
        config.refuse("enable_bias", false);
        int width = config.requireCount("hidden_size");
        int embedded = config.count("word_embed_proj_dim").orElse(width);
        if (embedded != width) {
            throw new IllegalArgumentException(config.source() + ": 'word_embed_proj_dim' is " + embedded
                    + ", not the 'hidden_size' " + width + ": projected embeddings are not supported");
        }
        int heads = config.requireCount("num_attention_heads");
        return new ModelSpec(
                modelType(),
                width,
                config.requireCount("vocab_size"),
                config.requireCount("max_position_embeddings"),
                new AttentionSpec(heads, heads, AttentionSettings.evenHeadWidth(config), false),
                Optional.of(new MlpSpec(
                        config.requireCount("ffn_dim"),
                        Activations.parse(config.string("activation_function").orElse("relu"), config),
                        false)),
                new Normalization(Normalization.Kind.LAYER_NORM, 1e-5),
                new PositionScheme.Learned(),
                Topology.SEQUENTIAL,
                AttentionSettings.causal(config),
                config.flag("tie_word_embeddings").orElse(true));
    }

    private static BlockWeights block(CheckpointReader reader, String name, ModelSpec spec) {
        int width = spec.width();
        MlpSpec mlp = spec.mlp().orElseThrow();
        String self = name + "self_attn.";
        return new BlockWeights(
                reader.layerNorm(name + "self_attn_layer_norm", width),
                reader.linear(self + "q_proj", Bias.PRESENT, width, width),
                reader.linear(self + "k_proj", Bias.PRESENT, width, width),
                reader.linear(self + "v_proj", Bias.PRESENT, width, width),
                Optional.empty(),
                reader.linear(self + "out_proj", Bias.PRESENT, width, width),
                Optional.of(new MlpWeights(
                        reader.layerNorm(name + "final_layer_norm", width),
                        Optional.empty(),
                        reader.linear(name + "fc1", Bias.PRESENT, mlp.width(), width),
                        reader.linear(name + "fc2", Bias.PRESENT, width, mlp.width()))));
    }
}
