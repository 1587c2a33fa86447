package dev.engram.models.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.spec.PositionScheme;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RotarySettingsTest {

    @Test
    void without_settings_frequencies_are_powers_of_the_default_base() {
        PositionScheme.Rotary rotary = parse(Map.of(), 4);

        assertThat(rotary.frequencies()).containsExactly(1, 0.01);
    }

    @Test
    void older_and_newer_keys_mean_the_same() {
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
                32);
        Map<String, Object> newer = new java.util.HashMap<>(scaling);
        newer.put("rope_theta", 500_000.0);

        assertThat(parse(Map.of("rope_parameters", newer), 16))
                .isEqualTo(parse(Map.of("rope_theta", 500_000.0, "rope_scaling", scaling), 16));
    }

    @Test
    void linear_scaling_divides_all_frequencies() {
        PositionScheme.Rotary rotary =
                parse(Map.of("rope_scaling", Map.of("type", "linear", "factor", 4.0), "rope_theta", 100.0), 4);

        assertThat(rotary.frequencies()).containsExactly(0.25, 0.025);
    }

    @Test
    void llama3_scaling_keeps_fast_frequencies_and_divides_slow_ones() {
        PositionScheme.Rotary rotary = parse(
                Map.of(
                        "rope_scaling",
                        Map.of(
                                "rope_type",
                                "llama3",
                                "factor",
                                8.0,
                                "low_freq_factor",
                                1.0,
                                "high_freq_factor",
                                4.0,
                                "original_max_position_embeddings",
                                8192),
                        "rope_theta",
                        500_000.0),
                128);

        double[] frequencies = rotary.frequencies();
        assertThat(frequencies[0]).isEqualTo(1);
        double slowest = Math.pow(500_000, -126.0 / 128);
        assertThat(frequencies[63]).isCloseTo(slowest / 8, within(1e-15));
    }

    @Test
    void a_share_of_the_head_can_be_turned() {
        assertThat(parse(Map.of("partial_rotary_factor", 0.25), 16).width()).isEqualTo(4);
    }

    @Test
    void a_scaling_that_is_not_supported_is_named() {
        assertThatThrownBy(() -> parse(Map.of("rope_scaling", Map.of("rope_type", "yarn")), 16))
                .hasMessageContaining("'yarn'")
                .hasMessageContaining("llama3");
    }

    private static PositionScheme.Rotary parse(Map<String, Object> values, int headWidth) {
        return RotarySettings.parse(new ModelConfig("config.json", values), headWidth);
    }
}
