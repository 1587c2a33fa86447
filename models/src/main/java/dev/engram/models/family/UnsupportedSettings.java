package dev.engram.models.family;

import java.util.Map;

/** Settings that some models of any family have, and that would change the arithmetic in ways that are not built. */
final class UnsupportedSettings {

    /** Each with what it stands for. */
    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry("alibi", "positions by ALiBi"),
            Map.entry("use_alibi", "positions by ALiBi"),
            Map.entry("num_experts", "a mixture of experts"),
            Map.entry("num_local_experts", "a mixture of experts"),
            Map.entry("n_routed_experts", "a mixture of experts"),
            Map.entry("attn_logit_softcapping", "capped attention scores"),
            Map.entry("final_logit_softcapping", "capped logits"),
            Map.entry("query_pre_attn_scalar", "attention scores of another scale"),
            Map.entry("attention_multiplier", "attention scores of another scale"),
            Map.entry("embedding_multiplier", "scaled embeddings"),
            Map.entry("residual_multiplier", "scaled increments of the residual"),
            Map.entry("logits_scaling", "scaled logits"),
            Map.entry("logit_scale", "scaled logits"),
            Map.entry("quantization_config", "weights quantised by another tool"));

    private UnsupportedSettings() {}

    /**
     * Refuses a configuration that turns one of them on.
     *
     * @throws IllegalArgumentException naming the setting
     */
    static void refuse(ModelConfig config) {
        config.values().forEach((key, value) -> {
            String meaning = MEANINGS.get(key);
            if (meaning != null && !isOff(value)) {
                throw new IllegalArgumentException(config.source() + ": '" + key + "' is " + value + ", that is "
                        + meaning + ", which is not supported");
            }
        });
    }

    /** Off, none of them, or a factor that changes nothing. */
    private static boolean isOff(Object value) {
        return value.equals(false)
                || (value instanceof Number number && (number.doubleValue() == 0 || number.doubleValue() == 1));
    }
}
