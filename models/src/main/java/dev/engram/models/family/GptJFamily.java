package dev.engram.models.family;

import dev.engram.models.spec.AttentionSpec;
import dev.engram.models.spec.MlpSpec;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.Normalization;
import dev.engram.models.spec.PositionScheme;
import dev.engram.models.spec.RopeScaling;
import dev.engram.models.spec.Topology;
import dev.engram.models.spec.Visibility;
import dev.engram.models.weights.BlockWeights;
import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.LinearWeights;
import dev.engram.models.weights.MlpWeights;
import dev.engram.models.weights.NormWeights;
import dev.engram.models.weights.Orientation;
import dev.engram.models.weights.WeightMatrix;
import dev.engram.models.weights.WeightVector;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * GPT-J (Wang and Komatsuzaki 2021): parallel blocks with one LayerNorm for both parts, neighbouring entries of a head turned together, and
 * an unembedding with a bias.
 */
final class GptJFamily implements ModelFamily {

    private static final double THETA = 10_000;

    @Override
    public String modelType() {
        return "gptj";
    }

    @Override
    public DecoderWeights describe(ModelConfig config, Checkpoint checkpoint) {
        ModelSpec spec = spec(config);
        CheckpointReader reader = new CheckpointReader(checkpoint, Orientation.OUTPUT_MAJOR);
        int vocabulary = spec.vocabulary();
        WeightMatrix embedding = reader.table("transformer.wte.weight", vocabulary, spec.width());
        List<BlockWeights> blocks = IntStream.range(0, spec.layers())
                .mapToObj(layer -> block(reader, "transformer.h." + layer + ".", spec))
                .toList();
        return new DecoderWeights(
                spec,
                embedding,
                Optional.empty(),
                blocks,
                reader.layerNorm("transformer.ln_f", spec.width()),
                new LinearWeights(
                        spec.tied() ? embedding : reader.table("lm_head.weight", vocabulary, spec.width()),
                        Optional.of(WeightVector.of(checkpoint, "lm_head.bias", vocabulary))));
    }

    private ModelSpec spec(ModelConfig config) {
        int width = config.requireCount("n_embd");
        int heads = config.requireCount("n_head");
        if (width % heads != 0) {
            throw new IllegalArgumentException(
                    config.source() + ": 'n_embd' " + width + " is no multiple of 'n_head' " + heads);
        }
        if (config.isNull("rotary_dim")) {
            throw new IllegalArgumentException(config.source()
                    + ": 'rotary_dim' is null, which no GPT-J is; give the entries of a head that are turned");
        }
        return new ModelSpec(
                modelType(),
                width,
                config.requireCount("vocab_size"),
                config.count("n_positions").orElse(2048),
                new AttentionSpec(heads, heads, width / heads, false),
                Optional.of(new MlpSpec(
                        config.count("n_inner").orElse(4 * width),
                        Activations.parse(config.string("activation_function").orElse("gelu_new"), config),
                        false)),
                new Normalization(
                        Normalization.Kind.LAYER_NORM,
                        config.number("layer_norm_epsilon").orElse(1e-5)),
                new PositionScheme.Rotary(
                        RotarySettings.requireWidth(
                                config, config.count("rotary_dim").orElse(64), width / heads),
                        PositionScheme.Rotary.Pairing.NEIGHBOURS,
                        THETA,
                        new RopeScaling.None()),
                Topology.PARALLEL,
                Collections.nCopies(config.requireCount("n_layer"), new Visibility.Causal()),
                config.flag("tie_word_embeddings").orElse(false));
    }

    private static BlockWeights block(CheckpointReader reader, String name, ModelSpec spec) {
        int width = spec.width();
        MlpSpec mlp = spec.mlp().orElseThrow();
        NormWeights norm = reader.layerNorm(name + "ln_1", width);
        return new BlockWeights(
                norm,
                reader.linear(name + "attn.q_proj", Bias.ABSENT, width, width),
                reader.linear(name + "attn.k_proj", Bias.ABSENT, width, width),
                reader.linear(name + "attn.v_proj", Bias.ABSENT, width, width),
                Optional.empty(),
                reader.linear(name + "attn.out_proj", Bias.ABSENT, width, width),
                Optional.of(new MlpWeights(
                        norm,
                        Optional.empty(),
                        reader.linear(name + "mlp.fc_in", Bias.PRESENT, mlp.width(), width),
                        reader.linear(name + "mlp.fc_out", Bias.PRESENT, width, mlp.width()))));
    }
}
