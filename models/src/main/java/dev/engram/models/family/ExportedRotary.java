package dev.engram.models.family;

import dev.engram.models.spec.PositionScheme;
import dev.engram.models.spec.RopeScaling;
import java.util.LinkedHashMap;
import java.util.Map;

/** Rotary settings in both forms: older versions of transformers read {@code rope_theta} and {@code rope_scaling}, newer ones {@code rope_parameters}. */
final class ExportedRotary {

    private ExportedRotary() {}

    /**
     * The settings; a value may be null.
     *
     * @param more settings of the newer form
     */
    static Map<String, Object> of(PositionScheme.Rotary rotary, Map<String, Object> more) {
        Map<String, Object> scaling = scaling(rotary.scaling());
        Map<String, Object> parameters = new LinkedHashMap<>(scaling);
        parameters.putIfAbsent("rope_type", "default");
        parameters.put("rope_theta", rotary.theta());
        parameters.putAll(more);
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("rope_parameters", parameters);
        settings.put("rope_theta", rotary.theta());
        settings.put("rope_scaling", scaling.isEmpty() ? null : older(scaling));
        return settings;
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
    private static Map<String, Object> older(Map<String, Object> scaling) {
        Map<String, Object> older = new LinkedHashMap<>(scaling);
        if ("linear".equals(older.get("rope_type"))) {
            older.put("type", "linear");
            older.remove("rope_type");
        }
        return older;
    }
}
