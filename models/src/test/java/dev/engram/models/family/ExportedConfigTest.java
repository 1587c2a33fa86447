package dev.engram.models.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.MemoryCheckpoint;
import dev.engram.models.TinyModels;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.SeededCases;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ExportedConfigTest {

    private final MemoryCheckpoint checkpoint = new MemoryCheckpoint();
    private final Map<String, Object> given = new HashMap<>(Map.of(
            "model_type", "llama",
            "num_hidden_layers", 1,
            "hidden_size", 4,
            "num_attention_heads", 1,
            "intermediate_size", 3,
            "max_position_embeddings", 8,
            "vocab_size", 5,
            "tie_word_embeddings", true));

    ExportedConfigTest() {
        checkpoint.put("model.embed_tokens.weight", new float[20], 5, 4);
        checkpoint.put("model.norm.weight", new float[4], 4);
        for (String norm : List.of("input_layernorm", "post_attention_layernorm")) {
            checkpoint.put("model.layers.0." + norm + ".weight", new float[4], 4);
        }
        for (String map : List.of("q", "k", "v", "o")) {
            checkpoint.put("model.layers.0.self_attn." + map + "_proj.weight", new float[16], 4, 4);
        }
        checkpoint.put("model.layers.0.mlp.gate_proj.weight", new float[12], 3, 4);
        checkpoint.put("model.layers.0.mlp.up_proj.weight", new float[12], 3, 4);
        checkpoint.put("model.layers.0.mlp.down_proj.weight", new float[12], 4, 3);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_is_written_means_the_same_model(long seed) {
        for (DecoderWeights weights : List.of(
                TinyModels.llama(seed),
                TinyModels.mistral(seed),
                TinyModels.qwen2(seed),
                TinyModels.qwen3(seed),
                TinyModels.gptNeox(seed),
                TinyModels.gpt2(seed))) {
            Map<String, Object> written = ExportedConfig.of(weights);

            ModelConfig config = new ModelConfig("written", withoutNulls(written), nulls(written));
            assertThat(ModelFamilies.of(config)
                            .describe(config, weights.tokenEmbedding().checkpoint())
                            .spec())
                    .isEqualTo(weights.spec());
        }
    }

    private static Set<String> nulls(Map<String, Object> values) {
        return values.keySet().stream().filter(key -> values.get(key) == null).collect(Collectors.toSet());
    }

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(10);
    }

    @Test
    void older_and_newer_versions_find_their_rotary_settings() {
        given.put("rope_theta", 5e5);
        assertThat(written())
                .containsEntry("rope_parameters", Map.of("rope_type", "default", "rope_theta", 5e5))
                .containsEntry("rope_theta", 5e5)
                .containsEntry("rope_scaling", null);

        given.put("rope_scaling", Map.of("rope_type", "linear", "factor", 2.0));
        assertThat(written())
                .containsEntry("rope_parameters", Map.of("rope_type", "linear", "factor", 2.0, "rope_theta", 5e5))
                .containsEntry(
                        "rope_scaling", Map.of("type", "linear", "factor", 2.0)); // two keys, or the oldest refuse it
    }

    @Test
    void llama_3s_scaling_is_written_with_whole_positions() {
        Map<String, Object> scaling = Map.of(
                "rope_type",
                "llama3",
                "factor",
                8.0,
                "low_freq_factor",
                1.0,
                "high_freq_factor",
                4.0,
                "original_max_position_embeddings",
                8192L);
        given.put("rope_scaling", scaling);

        assertThat(written()).containsEntry("rope_scaling", scaling).containsEntry("rope_theta", 10_000.0);
    }

    @Test
    void biases_are_one_setting_for_all_maps_of_a_kind() {
        assertThat(written()).containsEntry("attention_bias", false).containsEntry("mlp_bias", false);

        for (String map : List.of("q", "k", "v", "o")) {
            checkpoint.put("model.layers.0.self_attn." + map + "_proj.bias", new float[4], 4);
        }
        assertThat(written()).containsEntry("attention_bias", true).containsEntry("mlp_bias", false);

        checkpoint.put("model.layers.0.mlp.up_proj.bias", new float[3], 3);
        assertThatThrownBy(this::written)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("some of this model's MLP maps have a bias and some have none");
    }

    @Test
    void what_transformers_does_not_have_is_refused() {
        given.put("partial_rotary_factor", 0.5);
        assertThatThrownBy(this::written).hasMessageContaining("turns 2 of 4 entries of a head");

        given.remove("partial_rotary_factor");
        given.put("rope_scaling", Map.of("rope_type", "divisors", "divisors", List.of(1.0, 3.0)));
        assertThatThrownBy(this::written).hasMessageContaining("divisors").hasMessageContaining("LLaMA 3");

        given.remove("rope_scaling");
        given.put("hidden_act", "gelu");
        assertThatThrownBy(this::written).hasMessageContaining("GELU");

        assertThatThrownBy(() -> ExportedConfig.of(TinyModels.gptJ(1))).hasMessageContaining("'gptj'");
    }

    private Map<String, Object> written() {
        return ExportedConfig.of(new LlamaFamily().describe(new ModelConfig("given", given), checkpoint));
    }

    private static Map<String, Object> withoutNulls(Map<String, Object> values) {
        Map<String, Object> kept = new HashMap<>(values);
        kept.values().removeIf(value -> value == null);
        return kept;
    }
}
