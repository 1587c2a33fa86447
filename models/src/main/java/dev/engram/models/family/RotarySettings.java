package dev.engram.models.family;

import dev.engram.models.spec.PositionScheme;
import dev.engram.models.spec.PositionScheme.Rotary.Pairing;
import dev.engram.models.spec.RopeScaling;
import java.util.Map;
import java.util.Optional;

/** Reads a rotary model's settings: newer configurations say {@code rope_parameters}, older ones {@code rope_theta} and {@code rope_scaling}. */
final class RotarySettings {

    static final double DEFAULT_THETA = 10_000;

    private static final Names USUAL = new Names("rope_theta", "partial_rotary_factor", 1);

    private RotarySettings() {}

    /**
     * How a family's older configurations call its settings.
     *
     * @param theta key of the frequencies' base
     * @param share key of the share of a head that is turned
     * @param unsaidShare where no key says it
     */
    record Names(String theta, String share, double unsaidShare) {}

    static PositionScheme.Rotary parse(ModelConfig config, int headWidth) {
        return parse(config, headWidth, Pairing.HALVES, USUAL);
    }

    static PositionScheme.Rotary parse(ModelConfig config, int headWidth, Pairing pairing, Names older) {
        Optional<ModelConfig> section = config.section("rope_parameters").or(() -> config.section("rope_scaling"));
        section.ifPresent(RotarySettings::refuseNested);
        ModelConfig rope = section.orElse(config);
        double theta =
                rope.number("rope_theta").or(() -> config.number(older.theta())).orElse(DEFAULT_THETA);
        double share = rope.number("partial_rotary_factor")
                .or(() -> config.number(older.share()))
                .orElse(older.unsaidShare());
        double turned = headWidth * share;
        // A share may be a quotient, which misses its whole number by a rounding.
        int width = (int) (Math.abs(turned - Math.rint(turned)) < 1e-6 ? Math.rint(turned) : turned);
        return new PositionScheme.Rotary(requireWidth(config, width, headWidth), pairing, theta, scaling(rope));
    }

    /** Refuses a number of entries that cannot be turned in pairs. */
    static int requireWidth(ModelConfig config, int width, int headWidth) {
        if (width < 2 || width % 2 != 0 || width > headWidth) {
            throw new IllegalArgumentException(config.source() + ": " + width + " entries of a head of " + headWidth
                    + " would be turned by its rotary settings; it must be an even number of them");
        }
        return width;
    }

    /** Models whose layers turn their heads differently have settings inside the settings. */
    private static void refuseNested(ModelConfig rope) {
        rope.values().forEach((key, value) -> {
            if (value instanceof Map) {
                throw new IllegalArgumentException(rope.source() + " has settings of its own for '" + key
                        + "'; rotary settings that differ between layers are not supported");
            }
        });
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
