package dev.engram.models.family;

import dev.engram.models.spec.AttentionSpec;
import dev.engram.models.spec.MlpSpec;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.Normalization;
import dev.engram.models.spec.PositionScheme;
import dev.engram.models.spec.Topology;
import dev.engram.models.spec.Visibility;
import dev.engram.models.tensor.IndexRange;
import dev.engram.models.weights.BlockWeights;
import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.Orientation;
import dev.engram.models.weights.WeightMatrix;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * GPT-2 (Radford et al. 2019): learned positions, LayerNorm before each half of a sequential block, one fused q|k|v projection, all maps
 * stored inputs first (Conv1D).
 */
final class Gpt2Family implements ModelFamily {

    @Override
    public String modelType() {
        return "gpt2";
    }

    @Override
    public DecoderWeights describe(ModelConfig config, Checkpoint checkpoint) {
        config.refuse("scale_attn_weights", false);
        config.refuse("scale_attn_by_inverse_layer_idx", true);
        config.refuse("add_cross_attention", true);
        int layers = config.requireCount("n_layer");
        int width = config.requireCount("n_embd");
        int heads = config.requireCount("n_head");
        int context =
                config.count("n_positions").or(() -> config.count("n_ctx")).orElse(1024);
        int vocabulary = config.requireCount("vocab_size");
        if (width % heads != 0) {
            throw new IllegalArgumentException(
                    config.source() + ": 'n_embd' " + width + " is no multiple of 'n_head' " + heads);
        }
        CheckpointReader reader = new CheckpointReader(checkpoint, Orientation.INPUT_MAJOR);
        boolean tied = config.flag("tie_word_embeddings").orElse(true);
        ModelSpec spec = new ModelSpec(
                modelType(),
                width,
                vocabulary,
                context,
                new AttentionSpec(heads, heads, width / heads),
                new MlpSpec(
                        config.count("n_inner").orElse(4 * width),
                        Activations.parse(config.string("activation_function").orElse("gelu_new"), config),
                        false),
                new Normalization(
                        Normalization.Kind.LAYER_NORM,
                        config.number("layer_norm_epsilon").orElse(1e-5)),
                new PositionScheme.Learned(),
                Topology.SEQUENTIAL,
                Collections.nCopies(layers, new Visibility.Causal()),
                tied);

        String prefix = reader.has("transformer.wte.weight") ? "transformer." : "";
        WeightMatrix embedding = reader.table(prefix + "wte.weight", vocabulary, width);
        List<BlockWeights> blocks = IntStream.range(0, layers)
                .mapToObj(layer -> block(reader, prefix + "h." + layer + ".", spec))
                .toList();
        return new DecoderWeights(
                spec,
                embedding,
                Optional.of(reader.table(prefix + "wpe.weight", context, width)),
                blocks,
                reader.layerNorm(prefix + "ln_f", width),
                tied ? embedding : reader.table("lm_head.weight", vocabulary, width));
    }

    private static BlockWeights block(CheckpointReader reader, String name, ModelSpec spec) {
        int width = spec.width();
        String fused = name + "attn.c_attn";
        return new BlockWeights(
                reader.layerNorm(name + "ln_1", width),
                reader.linear(fused, new IndexRange(0, width), 3 * width, width),
                reader.linear(fused, new IndexRange(width, 2 * width), 3 * width, width),
                reader.linear(fused, new IndexRange(2 * width, 3 * width), 3 * width, width),
                reader.linear(name + "attn.c_proj", width, width),
                reader.layerNorm(name + "ln_2", width),
                Optional.empty(),
                reader.linear(name + "mlp.c_fc", spec.mlp().width(), width),
                reader.linear(name + "mlp.c_proj", width, spec.mlp().width()));
    }
}
