package dev.engram.models.family;

import dev.engram.models.spec.Activation;
import dev.engram.models.spec.MlpSpec;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.PositionScheme;
import dev.engram.models.spec.RopeScaling;
import dev.engram.models.weights.BlockWeights;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.LinearWeights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The {@code config.json} of a LLaMA model that comes from another format, as transformers' {@code LlamaForCausalLM} reads it. Of rotary
 * settings it has both forms: older versions read {@code rope_theta} and {@code rope_scaling}, newer ones {@code rope_parameters}.
 */
public final class LlamaConfig {

    private LlamaConfig() {}

    /**
     * The settings, in a fixed order. What is not the architecture (number types, token ids) is left to the caller.
     *
     * @throws IllegalArgumentException if transformers has no such model; the message says what it lacks
     */
    public static Map<String, Object> of(DecoderWeights weights) {
        ModelSpec spec = weights.spec();
        if (!spec.family().equals("llama") || !(spec.positions() instanceof PositionScheme.Rotary rotary)) {
            throw new IllegalArgumentException(
                    "a model of type '" + spec.family() + "' has no configuration of LLaMA's");
        }
        MlpSpec mlp = spec.mlp().orElseThrow();
        if (mlp.activation() != Activation.SILU) {
            throw new IllegalArgumentException("a LLaMA model with the activation " + mlp.activation() + " is none");
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("architectures", List.of("LlamaForCausalLM"));
        config.put("model_type", "llama");
        config.put("vocab_size", spec.vocabulary());
        config.put("hidden_size", spec.width());
        config.put("intermediate_size", mlp.width());
        config.put("num_hidden_layers", spec.layers());
        config.put("num_attention_heads", spec.attention().heads());
        config.put("num_key_value_heads", spec.attention().keyValueHeads());
        config.put("head_dim", spec.attention().headWidth());
        config.put("hidden_act", "silu");
        config.put("max_position_embeddings", spec.contextLength());
        config.put("rms_norm_eps", spec.normalization().epsilon());
        config.put("attention_bias", hasBias(weights, "attention", LlamaConfig::attentionMaps));
        config.put("mlp_bias", hasBias(weights, "MLP", LlamaConfig::mlpMaps));
        putRotary(config, rotary, spec.attention().headWidth());
        config.put("tie_word_embeddings", spec.tied());
        config.put("attention_dropout", 0.0);
        config.put("initializer_range", 0.02);
        config.put("use_cache", true);
        return config;
    }

    private static void putRotary(Map<String, Object> config, PositionScheme.Rotary rotary, int headWidth) {
        if (rotary.width() != headWidth) {
            throw new IllegalArgumentException("transformers' LLaMA models turn whole heads, and this one turns "
                    + rotary.width() + " of " + headWidth + " entries of a head by their positions");
        }
        Map<String, Object> scaling = scaling(rotary.scaling());
        Map<String, Object> parameters = new LinkedHashMap<>(scaling);
        parameters.putIfAbsent("rope_type", "default");
        parameters.put("rope_theta", rotary.theta());
        config.put("rope_parameters", parameters);
        config.put("rope_theta", rotary.theta());
        config.put("rope_scaling", scaling.isEmpty() ? null : olderScaling(scaling));
    }

    /** Empty where frequencies are as they are. */
    private static Map<String, Object> scaling(RopeScaling scaling) {
        Map<String, Object> settings = new LinkedHashMap<>();
        if (scaling instanceof RopeScaling.Linear linear) {
            settings.put("rope_type", "linear");
            settings.put("factor", linear.divisor());
        } else if (scaling instanceof RopeScaling.Llama3 llama3) {
            settings.put("rope_type", "llama3");
            settings.put("factor", llama3.divisor());
            settings.put("low_freq_factor", llama3.lowFrequencyFactor());
            settings.put("high_freq_factor", llama3.highFrequencyFactor());
            settings.put("original_max_position_embeddings", (long) llama3.originalContext());
        } else if (scaling instanceof RopeScaling.PerFrequency) {
            throw new IllegalArgumentException("the divisors of this model's rotary frequencies are not those of "
                    + "LLaMA 3's scaling, and transformers has no setting for others");
        }
        return settings;
    }

    /** The oldest versions know linear scaling by another key, and want no key besides its factor. */
    private static Map<String, Object> olderScaling(Map<String, Object> scaling) {
        boolean linear = "linear".equals(scaling.get("rope_type"));
        Map<String, Object> older = new LinkedHashMap<>();
        scaling.forEach((key, value) -> older.put(linear && key.equals("rope_type") ? "type" : key, value));
        return older;
    }

    /** One setting says it for all maps, so all or none of them must have a bias. */
    private static boolean hasBias(
            DecoderWeights weights, String part, Function<BlockWeights, Stream<LinearWeights>> maps) {
        List<Boolean> found = weights.blocks().stream()
                .flatMap(maps)
                .map(map -> map.bias().isPresent())
                .distinct()
                .toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException("some of this model's " + part
                    + " maps have a bias and some have none; in transformers' LLaMA models all have one or none has");
        }
        return found.get(0);
    }

    private static Stream<LinearWeights> attentionMaps(BlockWeights block) {
        return Stream.of(block.query(), block.key(), block.value(), block.attentionOutput());
    }

    private static Stream<LinearWeights> mlpMaps(BlockWeights block) {
        return block.mlp().stream()
                .flatMap(mlp -> Stream.concat(mlp.gate().stream(), Stream.of(mlp.input(), mlp.output())));
    }
}
