package dev.engram.models.family;

import dev.engram.models.spec.AttentionSpec;
import dev.engram.models.spec.MlpSpec;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.Normalization;
import dev.engram.models.spec.PositionScheme;
import dev.engram.models.spec.Topology;
import dev.engram.models.spec.Visibility;
import dev.engram.models.weights.BlockWeights;
import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.MlpWeights;
import dev.engram.models.weights.Orientation;
import dev.engram.models.weights.Slices;
import dev.engram.models.weights.WeightMatrix;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * GPT-2's configuration keys and parameter names, for models with its MLPs and without: learned positions, LayerNorm before each part of
 * a block, one fused q|k|v projection, all maps stored inputs first (Conv1D).
 */
final class Gpt2Layout {

    private Gpt2Layout() {}

    /**
     * The decoder of a configuration and a checkpoint.
     *
     * @param mlp of each block; absent, the blocks are attention alone
     */
    static DecoderWeights describe(ModelConfig config, Checkpoint checkpoint, Optional<MlpSpec> mlp) {
        ModelSpec spec = spec(config, mlp);
        int width = spec.width();
        CheckpointReader reader = new CheckpointReader(checkpoint, Orientation.INPUT_MAJOR);
        String prefix = reader.has("transformer.wte.weight") ? "transformer." : "";
        WeightMatrix embedding = reader.table(prefix + "wte.weight", spec.vocabulary(), width);
        List<BlockWeights> blocks = IntStream.range(0, spec.layers())
                .mapToObj(layer -> block(reader, prefix + "h." + layer + ".", spec))
                .toList();
        return new DecoderWeights(
                spec,
                embedding,
                Optional.of(reader.table(prefix + "wpe.weight", spec.contextLength(), width)),
                blocks,
                reader.layerNorm(prefix + "ln_f", width),
                reader.unembedding("lm_head", embedding, spec.tied()));
    }

    private static ModelSpec spec(ModelConfig config, Optional<MlpSpec> mlp) {
        config.refuse("scale_attn_weights", false);
        config.refuse("scale_attn_by_inverse_layer_idx", true);
        config.refuse("add_cross_attention", true);
        int layers = config.requireCount("n_layer");
        int width = config.requireCount("n_embd");
        int heads = config.requireCount("n_head");
        int context =
                config.count("n_positions").or(() -> config.count("n_ctx")).orElse(1024);
        if (width % heads != 0) {
            throw new IllegalArgumentException(
                    config.source() + ": 'n_embd' " + width + " is no multiple of 'n_head' " + heads);
        }
        return new ModelSpec(
                config.modelType(),
                width,
                config.requireCount("vocab_size"),
                context,
                new AttentionSpec(heads, heads, width / heads, false),
                mlp,
                new Normalization(
                        Normalization.Kind.LAYER_NORM,
                        config.number("layer_norm_epsilon").orElse(1e-5)),
                new PositionScheme.Learned(),
                mlp.isPresent() ? Topology.SEQUENTIAL : Topology.ATTENTION_ONLY,
                Collections.nCopies(layers, new Visibility.Causal()),
                config.flag("tie_word_embeddings").orElse(true));
    }

    private static BlockWeights block(CheckpointReader reader, String name, ModelSpec spec) {
        int width = spec.width();
        String fused = name + "attn.c_attn";
        return new BlockWeights(
                reader.layerNorm(name + "ln_1", width),
                reader.linear(fused, Bias.AS_STORED, Slices.range(0, width), 3 * width, width),
                reader.linear(fused, Bias.AS_STORED, Slices.range(width, 2 * width), 3 * width, width),
                reader.linear(fused, Bias.AS_STORED, Slices.range(2 * width, 3 * width), 3 * width, width),
                Optional.empty(),
                reader.linear(name + "attn.c_proj", Bias.AS_STORED, width, width),
                spec.mlp()
                        .map(mlp -> new MlpWeights(
                                reader.layerNorm(name + "ln_2", width),
                                Optional.empty(),
                                reader.linear(name + "mlp.c_fc", Bias.AS_STORED, mlp.width(), width),
                                reader.linear(name + "mlp.c_proj", Bias.AS_STORED, width, mlp.width()))));
    }
}
