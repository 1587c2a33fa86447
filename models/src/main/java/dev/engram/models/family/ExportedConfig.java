package dev.engram.models.family;

import dev.engram.models.spec.Activation;
import dev.engram.models.spec.MlpSpec;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.PositionScheme;
import dev.engram.models.spec.Topology;
import dev.engram.models.spec.Visibility;
import dev.engram.models.weights.BlockWeights;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.models.weights.LinearWeights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The {@code config.json} of a model that comes from another format, as transformers reads it; for the families that GGUF files are of. */
public final class ExportedConfig {

    private final DecoderWeights weights;
    private final ModelSpec spec;
    private final Map<String, Object> config = new LinkedHashMap<>();

    private ExportedConfig(DecoderWeights weights) {
        this.weights = weights;
        this.spec = weights.spec();
    }

    /**
     * The settings, in a fixed order. What is not the architecture (number types, token ids) is left to the caller.
     *
     * @throws IllegalArgumentException if transformers has no such model; the message says what it lacks
     */
    public static Map<String, Object> of(DecoderWeights weights) {
        String family = weights.spec().family();
        ExportedConfig exported = new ExportedConfig(weights);
        switch (family) {
            case "gpt2" -> exported.gpt2();
            case "gpt_neox" -> exported.gptNeox();
            case "llama" -> exported.llama();
            case "mistral" -> exported.mistral();
            case "qwen2" -> exported.qwen("Qwen2ForCausalLM");
            case "qwen3" -> exported.qwen("Qwen3ForCausalLM");
            default ->
                throw new IllegalArgumentException(
                        "a model of type '" + family + "' has no configuration to be written; those of "
                                + "types llama, mistral, qwen2, qwen3, gpt_neox and gpt2 have");
        }
        return exported.config;
    }

    private PositionScheme.Rotary rotary() {
        return (PositionScheme.Rotary) spec.positions();
    }

    private void gpt2() {
        MlpSpec mlp = spec.mlp().orElseThrow();
        config.put("architectures", List.of("GPT2LMHeadModel"));
        config.put("model_type", spec.family());
        config.put("vocab_size", spec.vocabulary());
        config.put("n_embd", spec.width());
        config.put("n_inner", mlp.width());
        config.put("n_layer", spec.layers());
        config.put("n_head", spec.attention().heads());
        config.put("activation_function", Activations.name(mlp.activation()));
        config.put("n_positions", spec.contextLength());
        config.put("layer_norm_epsilon", spec.normalization().epsilon());
        config.put("tie_word_embeddings", spec.tied());
        for (String dropout : List.of("attn_pdrop", "embd_pdrop", "resid_pdrop")) {
            config.put(dropout, 0.0);
        }
        config.put("initializer_range", 0.02);
        config.put("use_cache", true);
    }

    private void llama() {
        putLikeLlama("LlamaForCausalLM");
        config.put("attention_bias", hasBias("attention", ExportedConfig::attentionMaps));
        config.put("mlp_bias", hasBias("MLP", ExportedConfig::mlpMaps));
    }

    private void mistral() {
        putLikeLlama("MistralForCausalLM");
        config.put("sliding_window", window().orElse(null));
    }

    private void qwen(String transformersClass) {
        putLikeLlama(transformersClass);
        if (spec.attention().headNorms()) {
            config.put("attention_bias", hasBias("attention", ExportedConfig::attentionMaps));
        }
        config.put("use_sliding_window", window().isPresent());
        config.put("sliding_window", window().orElse(null));
        config.put(
                "layer_types",
                spec.visibility().stream()
                        .map(layer -> layer instanceof Visibility.Windowed ? "sliding_attention" : "full_attention")
                        .toList());
    }

    private void gptNeox() {
        putSizes("GPTNeoXForCausalLM");
        config.put("layer_norm_eps", spec.normalization().epsilon());
        config.put("use_parallel_residual", spec.topology() == Topology.PARALLEL);
        config.put("attention_bias", hasBias("attention", ExportedConfig::attentionMaps));
        double share = (double) rotary().width() / spec.attention().headWidth();
        config.put("rotary_pct", share);
        config.put("rotary_emb_base", rotary().theta());
        config.putAll(ExportedRotary.of(rotary(), Map.of("partial_rotary_factor", share)));
    }

    private void putLikeLlama(String transformersClass) {
        putSizes(transformersClass);
        config.put("num_key_value_heads", spec.attention().keyValueHeads());
        config.put("head_dim", spec.attention().headWidth());
        config.put("rms_norm_eps", spec.normalization().epsilon());
        if (rotary().width() != spec.attention().headWidth()) {
            throw new IllegalArgumentException("transformers' models of type '" + spec.family()
                    + "' turn whole heads, and this one turns " + rotary().width() + " of "
                    + spec.attention().headWidth() + " entries of a head by their positions");
        }
        config.putAll(ExportedRotary.of(rotary(), Map.of()));
    }

    private void putSizes(String transformersClass) {
        MlpSpec mlp = spec.mlp().orElseThrow();
        Activation expected = mlp.gated() ? Activation.SILU : Activation.GELU;
        if (mlp.activation() != expected) {
            throw new IllegalArgumentException("a model of type '" + spec.family() + "' with the activation "
                    + mlp.activation() + " is none; it would have " + expected);
        }
        config.put("architectures", List.of(transformersClass));
        config.put("model_type", spec.family());
        config.put("vocab_size", spec.vocabulary());
        config.put("hidden_size", spec.width());
        config.put("intermediate_size", mlp.width());
        config.put("num_hidden_layers", spec.layers());
        config.put("num_attention_heads", spec.attention().heads());
        config.put("hidden_act", Activations.name(expected));
        config.put("max_position_embeddings", spec.contextLength());
        config.put("tie_word_embeddings", spec.tied());
        config.put("attention_dropout", 0.0);
        config.put("initializer_range", 0.02);
        config.put("use_cache", true);
    }

    private Optional<Integer> window() {
        return spec.visibility().stream()
                .filter(Visibility.Windowed.class::isInstance)
                .map(layer -> ((Visibility.Windowed) layer).size())
                .findFirst();
    }

    /** One setting says it for all maps, so all or none of them must have a bias. */
    private boolean hasBias(String part, Function<BlockWeights, Stream<LinearWeights>> maps) {
        List<Boolean> found = weights.blocks().stream()
                .flatMap(maps)
                .map(map -> map.bias().isPresent())
                .distinct()
                .toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException("some of this model's " + part
                    + " maps have a bias and some have none; in transformers' models of type '" + spec.family()
                    + "' all have one or none has");
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
