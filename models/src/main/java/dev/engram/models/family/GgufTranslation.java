package dev.engram.models.family;

import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.GgufMetadata;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A GGUF file in the terms of the Hugging Face models, so that a family is described once: its metadata as a configuration, its tensors
 * under their names, with numbers put back that such files hold in another order.
 *
 * @param untranslated tensors of the file that the translation has no place for
 */
public record GgufTranslation(ModelConfig config, Checkpoint checkpoint, Set<String> untranslated) {

    /** Keys after the architecture's name, and what LLaMA's configuration calls the same. */
    private static final Map<String, String> NUMBERS = Map.of(
            "block_count", "num_hidden_layers",
            "context_length", "max_position_embeddings",
            "embedding_length", "hidden_size",
            "feed_forward_length", "intermediate_size",
            "attention.head_count", "num_attention_heads",
            "attention.head_count_kv", "num_key_value_heads",
            "attention.layer_norm_rms_epsilon", "rms_norm_eps",
            "attention.layer_norm_epsilon", "layer_norm_eps",
            "expert_count", "num_local_experts");

    public GgufTranslation {
        untranslated = Set.copyOf(untranslated);
    }

    /**
     * Translates an opened file.
     *
     * @param file its tensors; closed with the result's checkpoint
     * @throws IllegalArgumentException if the architecture is not supported; the message names it
     */
    public static GgufTranslation of(Checkpoint file, GgufMetadata metadata) {
        String source = file.files().toString();
        String name = metadata.string("general.architecture").orElse("(none)");
        GgufArchitecture architecture = GgufArchitecture.named(name)
                .orElseThrow(() -> new IllegalArgumentException(source + ": GGUF files of architecture '" + name
                        + "' are not supported; supported are " + String.join(", ", GgufArchitecture.names())));
        ModelConfig config = new ModelConfig(source, new Settings(file, metadata, architecture).config());
        Map<String, TranslatedCheckpoint.Origin> origins = architecture.origins(
                config.requireCount(architecture.setting("num_hidden_layers")),
                config.requireCount(architecture.setting("num_attention_heads")),
                config.requireCount("head_dim"));
        Set<String> untranslated = new HashSet<>(file.tensors().keySet());
        untranslated.remove(GgufForm.ROPE_DIVISORS);
        untranslated.removeAll(
                origins.values().stream().map(TranslatedCheckpoint.Origin::name).collect(Collectors.toSet()));
        return new GgufTranslation(config, new TranslatedCheckpoint(file, origins), untranslated);
    }

    /** The metadata of a file whose architecture is known. */
    private record Settings(Checkpoint file, GgufMetadata metadata, GgufArchitecture architecture) {

        Map<String, Object> config() {
            Map<String, Object> config = new HashMap<>();
            config.put("model_type", architecture.modelType());
            NUMBERS.forEach((from, to) ->
                    metadata.number(key(from)).ifPresent(value -> config.put(architecture.setting(to), value)));
            metadata.string(key(GgufForm.ACTIVATION))
                    .ifPresent(value -> config.put(architecture.setting("hidden_act"), value));
            metadata.flag(key("use_parallel_residual"))
                    .ifPresent(parallel -> config.put("use_parallel_residual", parallel));
            double heads = metadata.number(key("attention.head_count")).orElse(1.0);
            double width = metadata.number(key("embedding_length")).orElse(0.0);
            double headWidth = metadata.number(key("attention.key_length")).orElse(width / heads);
            config.put("head_dim", headWidth);
            config.put("tie_word_embeddings", !file.tensors().containsKey("output.weight"));
            var embedding = file.tensors().get("token_embd.weight");
            if (embedding != null) {
                config.put("vocab_size", embedding.shape().get(0));
            }
            putWindow(config);
            config.put("rope_parameters", rotary(headWidth));
            return config;
        }

        private String key(String name) {
            return architecture.name() + "." + name;
        }

        /** Of LLaMA's architecture is what has a window Mistral; other architectures do not say which layers have it. */
        private void putWindow(Map<String, Object> config) {
            metadata.number(key("attention.sliding_window"))
                    .filter(size -> size > 0)
                    .ifPresent(size -> {
                        if (!architecture.name().equals("llama")) {
                            throw new IllegalArgumentException(
                                    file.files() + ": '" + key("attention.sliding_window") + "' is " + size
                                            + "; windows are not supported in GGUF files of this architecture");
                        }
                        config.put("model_type", "mistral");
                        config.put("sliding_window", size);
                    });
        }

        private Map<String, Object> rotary(double headWidth) {
            Map<String, Object> rope = new HashMap<>(scaling());
            rope.put("rope_theta", theta());
            rope.put(
                    "partial_rotary_factor",
                    metadata.number(key("rope.dimension_count")).orElse(headWidth) / headWidth);
            return rope;
        }

        private double theta() {
            return metadata.number(key("rope.freq_base")).orElse(RotarySettings.DEFAULT_THETA);
        }

        private Map<String, Object> scaling() {
            if (file.tensors().containsKey(GgufForm.ROPE_DIVISORS)) {
                int count = Math.toIntExact(
                        file.tensors().get(GgufForm.ROPE_DIVISORS).elements());
                float[] divisors = new float[count];
                file.read(GgufForm.ROPE_DIVISORS, FloatBuffer.wrap(divisors));
                List<Double> values = IntStream.range(0, count)
                        .mapToObj(i -> (double) divisors[i])
                        .toList();
                return new RopeDivisors(values, theta()).settings();
            }
            String type = metadata.string(key("rope.scaling.type")).orElse("none");
            return type.equals("none")
                    ? Map.of()
                    : Map.of(
                            "rope_type",
                            type,
                            "factor",
                            metadata.number(key("rope.scaling.factor")).orElse(1.0));
        }
    }
}
