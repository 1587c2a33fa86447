package dev.engram.models.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.TinyDirectories;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.PositionScheme;
import dev.engram.models.spec.Visibility;
import dev.engram.models.weights.SafetensorsCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tiny models' configurations mean when a setting is another, or is not there. */
class FamilySettingsTest {

    // --- windows

    @Test
    void mistral_has_its_window_in_all_layers_and_none_where_it_is_null() throws IOException {
        assertThat(edited("mistral").spec().visibility()).containsOnly(new Visibility.Windowed(6));
        assertThat(edited("mistral").without("sliding_window").spec().visibility())
                .containsOnly(new Visibility.Windowed(4096));
        assertThat(edited("mistral").withNull("sliding_window").spec().visibility())
                .containsOnly(new Visibility.Causal());
    }

    @ParameterizedTest
    @CsvSource({"qwen2", "qwen3"})
    void qwen_has_windows_in_the_layers_that_are_said_to_have_them(String name) throws IOException {
        Visibility causal = new Visibility.Causal();
        Visibility windowed = new Visibility.Windowed(3);
        Edited model = edited(name).with("sliding_window", 3).with("use_sliding_window", true);

        assertThat(model.with("layer_types", List.of("sliding_attention", "full_attention", "full_attention"))
                        .spec()
                        .visibility())
                .containsExactly(windowed, causal, causal);
        model.without("layer_types").with("max_window_layers", 1);
        assertThat(model.spec().visibility()).containsExactly(causal, windowed, windowed);
        assertThat(model.with("use_sliding_window", false).spec().visibility()).containsOnly(causal);
    }

    @Test
    void layer_types_that_contradict_the_other_settings_are_refused() throws IOException {
        List<String> sliding = List.of("sliding_attention", "full_attention", "full_attention");

        assertRefused(
                edited("qwen2").with("layer_types", sliding), "sliding_attention, but no 'sliding_window' is in use");
        assertRefused(
                edited("qwen2").with("layer_types", sliding.subList(0, 2)),
                "'layer_types' has 2 entries, but 'num_hidden_layers' is 3");
        assertRefused(
                edited("qwen3").with("layer_types", List.of("full_attention", "chunked_attention", "full_attention")),
                "'chunked_attention' is not supported; supported are full_attention and sliding_attention");
        assertRefused(edited("mistral").with("layer_types", sliding), "has 'sliding_window' in all layers or in none");
    }

    // --- rotary positions

    @Test
    void older_names_of_rotary_settings_are_read_too() throws IOException {
        PositionScheme.Rotary neox = rotary(edited("gpt-neox")
                .without("rope_parameters")
                .with("rotary_pct", 0.5)
                .with("rotary_emb_base", 500));
        assertThat(neox.width()).isEqualTo(4);
        assertThat(neox.theta()).isEqualTo(500);
        assertThat(rotary(edited("gpt-neox").without("rope_parameters")).width())
                .isEqualTo(2);

        PositionScheme.Rotary qwen = rotary(edited("qwen2")
                .without("rope_parameters")
                .with("rope_theta", 1e6)
                .with("rope_scaling", Map.of("type", "linear", "factor", 4.0)));
        assertThat(qwen.frequencies()[0]).isEqualTo(0.25);
        assertThat(qwen.theta()).isEqualTo(1e6);
    }

    @Test
    void heads_that_cannot_be_turned_are_refused() throws IOException {
        assertRefused(edited("gptj").with("rotary_dim", 10), "10 entries of a head of 8");
        assertRefused(edited("gptj").without("rotary_dim"), "64 entries of a head of 8");
        assertRefused(edited("gptj").withNull("rotary_dim"), "'rotary_dim' is null");
        assertRefused(
                edited("gpt-neox").with("rope_parameters", Map.of("partial_rotary_factor", 0.4)),
                "3 entries of a head of 8");
        assertRefused(
                edited("qwen3").with("rope_parameters", Map.of("full_attention", Map.of("rope_theta", 1e6))),
                "settings of its own for 'full_attention'");
        assertRefused(
                edited("qwen2").with("rope_parameters", Map.of("rope_type", "yarn", "factor", 2.0)),
                "'yarn' is not supported");
    }

    // --- OPT

    @Test
    void opt_with_norms_after_its_parts_or_projected_embeddings_is_refused() throws IOException {
        assertRefused(edited("opt").with("do_layer_norm_before", false), "'do_layer_norm_before' is false");
        assertRefused(edited("opt").with("_remove_final_layer_norm", true), "'_remove_final_layer_norm' is true");
        assertRefused(edited("opt").with("enable_bias", false), "'enable_bias' is false");
        assertRefused(
                edited("opt").with("layer_norm_elementwise_affine", false), "'layer_norm_elementwise_affine' is false");
        assertRefused(
                edited("opt").with("word_embed_proj_dim", 16), "'word_embed_proj_dim' is 16, not the 'hidden_size' 32");
    }

    @Test
    void opt_s_table_of_positions_has_two_rows_more() throws IOException {
        assertRefused(
                edited("opt").with("max_position_embeddings", 66),
                "model.decoder.embed_positions.weight",
                "[66, 32]",
                "[68, 32]");
    }

    // --- biases, heads, shapes

    @Test
    void biases_must_be_there_where_the_family_has_them_and_nowhere_else() throws IOException {
        assertRefused(
                edited("gpt-neox").with("attention_bias", false), "query_key_value.bias", "calls for no bias there");
        assertRefused(edited("qwen3").with("attention_bias", true), "no tensor 'model.layers.0.self_attn.q_proj.bias'");
        assertRefused(edited("llama").with("mlp_bias", true), "no tensor 'model.layers.0.mlp.gate_proj.bias'");
        assertRefused(edited("qwen2").with("model_type", "mistral"), "q_proj.bias", "calls for no bias there");
    }

    @Test
    void heads_that_do_not_fit_are_refused() throws IOException {
        assertRefused(edited("qwen2").with("num_key_value_heads", 3), "'num_attention_heads' 4", "which is 3");
        assertRefused(
                edited("mistral").without("num_key_value_heads"), "which is 8 in this family where it is not given");
        assertRefused(
                edited("qwen2").with("num_attention_heads", 5).with("num_key_value_heads", 5),
                "'hidden_size' 32 is no multiple of 'num_attention_heads' 5");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-neox, hidden_size, 40, '[384, 32]', '[384, 40]'",
        "gpt-neox, intermediate_size, 64, '[128, 32]', '[64, 32]'",
        "gptj, n_inner, 64, '[128, 32]', '[64, 32]'",
        "gptj, vocab_size, 400, '[384, 32]', '[400, 32]'",
        "mistral, num_key_value_heads, 4, '[16, 32]', '[32, 32]'",
        "qwen2, intermediate_size, 96, '[64, 32]', '[96, 32]'",
        "qwen3, head_dim, 8, '[48, 32]', '[32, 32]'",
    })
    void a_size_that_contradicts_a_tensors_shape_is_refused_with_both(
            String name, String key, int value, String stored, String called) throws IOException {
        assertRefused(edited(name).with(key, value), "has the shape " + stored, "calls for " + called);
    }

    // --- what is not built

    @ParameterizedTest
    @CsvSource({
        "gpt-neox, alibi, true, positions by ALiBi",
        "mistral, num_local_experts, 8, a mixture of experts",
        "qwen3, num_experts, 128, a mixture of experts",
        "llama, final_logit_softcapping, 30, capped logits",
        "llama, attn_logit_softcapping, 50, capped attention scores",
    })
    void a_setting_that_is_not_supported_is_refused_by_name(String name, String key, String value, String meaning)
            throws IOException {
        Object setting = value.equals("true") ? (Object) true : Integer.valueOf(value);

        assertRefused(edited(name).with(key, setting), "'" + key + "' is " + value, meaning, "not supported");
    }

    @Test
    void settings_that_are_off_are_not_refused() throws IOException {
        assertThat(edited("llama")
                        .with("alibi", false)
                        .with("num_experts", 0)
                        .with("logits_scaling", 1.0)
                        .spec())
                .isEqualTo(edited("llama").spec());
    }

    @Test
    void weights_of_another_tool_are_refused() throws IOException {
        assertRefused(
                edited("qwen2").with("quantization_config", Map.of("quant_method", "gptq")),
                "'quantization_config'",
                "weights quantised by another tool");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-neox, hidden_act",
        "gptj, activation_function",
        "mistral, hidden_act",
        "qwen2, hidden_act",
        "qwen3, hidden_act"
    })
    void an_activation_that_is_not_known_is_refused_by_name(String name, String key) throws IOException {
        assertRefused(edited(name).with(key, "quick_gelu"), "the activation 'quick_gelu' is not supported", "silu");
    }

    @Test
    void a_family_that_is_none_is_refused_with_those_there_are() throws IOException {
        assertRefused(
                edited("gptj").with("model_type", "gpt_bigcode"),
                "'gpt_bigcode'",
                "gptj",
                "gpt_neox",
                "mistral",
                "qwen3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gpt2; n_embd; 48; [384, 32]; [384, 48]",
                "gpt2; n_inner; 96; [32, 128]; [32, 96]",
                "gptj; vocab_size; 400; [384, 32]; [400, 32]",
                "mistral; intermediate_size; 80; [64, 32]; [80, 32]",
                "qwen2; num_key_value_heads; 4; [16, 32]; [32, 32]"
            })
    void a_configuration_that_contradicts_the_tensors_is_refused_with_both_shapes(
            String name, String key, int value, String stored, String called) throws IOException {
        assertRefused(
                edited(name).with(key, value),
                "tensor '",
                "model.safetensors",
                "has the shape " + stored + ", but the configuration calls for " + called);
    }

    @Test
    void a_configuration_of_more_layers_than_there_are_tensors_of_is_refused_by_the_first_that_is_missing()
            throws IOException {
        assertRefused(
                edited("mistral").with("num_hidden_layers", 4),
                "has no tensor 'model.layers.3.",
                "which its configuration calls for");
    }

    // --- support

    private static void assertRefused(Edited model, String... partsOfMessage) {
        assertThatThrownBy(model::spec)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(partsOfMessage);
    }

    private static PositionScheme.Rotary rotary(Edited model) throws IOException {
        return (PositionScheme.Rotary) model.spec().positions();
    }

    private static Edited edited(String name) throws IOException {
        Path directory = TinyDirectories.directory(name);
        return new Edited(directory, ConfigFile.read(directory));
    }

    /** A tiny model with another configuration. */
    private static final class Edited {

        private final Path directory;
        private final Map<String, Object> values;
        private final Set<String> nulls;

        Edited(Path directory, ModelConfig config) {
            this.directory = directory;
            this.values = new HashMap<>(config.values());
            this.nulls = new HashSet<>(config.nulls());
        }

        Edited with(String key, Object value) {
            nulls.remove(key);
            values.put(key, value);
            return this;
        }

        Edited without(String key) {
            values.remove(key);
            return this;
        }

        Edited withNull(String key) {
            values.remove(key);
            nulls.add(key);
            return this;
        }

        ModelSpec spec() throws IOException {
            ModelConfig config = new ModelConfig("edited config.json", values, nulls);
            try (SafetensorsCheckpoint checkpoint = SafetensorsCheckpoint.open(directory)) {
                return ModelFamilies.of(config).describe(config, checkpoint).spec();
            }
        }
    }
}
