package dev.engram.models.family;

import dev.engram.models.spec.PositionScheme;
import dev.engram.models.spec.RopeScaling;

/** Reads a rotary model's settings: newer configurations say {@code rope_parameters}, older ones {@code rope_theta} and {@code rope_scaling}. */
final class RotarySettings {

    static final double DEFAULT_THETA = 10_000;

    private RotarySettings() {}

    static PositionScheme.Rotary parse(ModelConfig config, int headWidth) {
        ModelConfig rope = config.section("rope_parameters")
                .or(() -> config.section("rope_scaling"))
                .orElse(config);
        double theta =
                rope.number("rope_theta").or(() -> config.number("rope_theta")).orElse(DEFAULT_THETA);
        double share = rope.number("partial_rotary_factor")
                .or(() -> config.number("partial_rotary_factor"))
                .orElse(1.0);
        return new PositionScheme.Rotary((int) (headWidth * share), theta, scaling(rope));
    }

    private static RopeScaling scaling(ModelConfig rope) {
        String type = rope.string("rope_type").or(() -> rope.string("type")).orElse("default");
        return switch (type) {
            case "default" -> new RopeScaling.None();
            case "linear" -> new RopeScaling.Linear(rope.requireNumber("factor"));
            case "llama3" ->
                new RopeScaling.Llama3(
                        rope.requireNumber("factor"),
                        rope.requireNumber("low_freq_factor"),
                        rope.requireNumber("high_freq_factor"),
                        rope.requireNumber("original_max_position_embeddings"));
            case "divisors" ->
                new RopeScaling.PerFrequency(rope.numbers("divisors").orElseThrow());
            default ->
                throw new IllegalArgumentException(rope.source() + ": the rotary scaling '" + type
                        + "' is not supported; supported are default, linear and llama3");
        };
    }
}
