package dev.engram.models.family;

import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.GgufMetadata;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A GGUF file in the terms of the Hugging Face models, so that a family is described once: its metadata as a configuration, its tensors
 * under their names. Files of the {@code llama} architecture hold the rows of Q and K with the two halves of each head interleaved (for
 * rotary pairs); they are put back.
 */
public record GgufTranslation(ModelConfig config, Checkpoint checkpoint) {

    private static final Map<String, String> BLOCK_NAMES = Map.of(
            "attn_norm", "input_layernorm",
            "attn_q", "self_attn.q_proj",
            "attn_k", "self_attn.k_proj",
            "attn_v", "self_attn.v_proj",
            "attn_output", "self_attn.o_proj",
            "ffn_norm", "post_attention_layernorm",
            "ffn_gate", "mlp.gate_proj",
            "ffn_up", "mlp.up_proj",
            "ffn_down", "mlp.down_proj");

    /**
     * Translates an opened file.
     *
     * @param file its tensors; closed with the result's checkpoint
     * @throws IllegalArgumentException if the architecture is not supported; the message names it
     */
    public static GgufTranslation of(Checkpoint file, GgufMetadata metadata) {
        String source = file.files().toString();
        String architecture = metadata.string("general.architecture").orElse("(none)");
        if (!architecture.equals("llama")) {
            throw new IllegalArgumentException(source + ": GGUF files of architecture '" + architecture
                    + "' are not supported; supported is llama");
        }
        ModelConfig config = new ModelConfig(source, config(file, metadata));
        int headWidth = config.requireCount("head_dim");
        return new GgufTranslation(
                config, new TranslatedCheckpoint(file, origins(config.requireCount("num_hidden_layers"), headWidth)));
    }

    private static Map<String, Object> config(Checkpoint file, GgufMetadata metadata) {
        Map<String, Object> config = new HashMap<>();
        config.put("model_type", "llama");
        copy(metadata, "llama.block_count", config, "num_hidden_layers");
        copy(metadata, "llama.context_length", config, "max_position_embeddings");
        copy(metadata, "llama.embedding_length", config, "hidden_size");
        copy(metadata, "llama.feed_forward_length", config, "intermediate_size");
        copy(metadata, "llama.attention.head_count", config, "num_attention_heads");
        copy(metadata, "llama.attention.head_count_kv", config, "num_key_value_heads");
        copy(metadata, "llama.attention.layer_norm_rms_epsilon", config, "rms_norm_eps");
        copy(metadata, "llama.rope.freq_base", config, "rope_theta");
        double heads = metadata.number("llama.attention.head_count").orElse(1.0);
        double width = metadata.number("llama.embedding_length").orElse(0.0);
        config.put("head_dim", metadata.number("llama.attention.key_length").orElse(width / heads));
        metadata.number("llama.rope.dimension_count")
                .ifPresent(turned -> config.put("partial_rotary_factor", turned / (double) config.get("head_dim")));
        config.put("tie_word_embeddings", !file.tensors().containsKey("output.weight"));
        var embedding = file.tensors().get("token_embd.weight");
        if (embedding != null) {
            config.put("vocab_size", embedding.shape().get(0));
        }
        scaling(file, metadata, config);
        return config;
    }

    private static void scaling(Checkpoint file, GgufMetadata metadata, Map<String, Object> config) {
        String type = metadata.string("llama.rope.scaling.type").orElse("none");
        if (file.tensors().containsKey("rope_freqs.weight")) {
            int count = Math.toIntExact(file.tensors().get("rope_freqs.weight").elements());
            float[] divisors = new float[count];
            file.read("rope_freqs.weight", FloatBuffer.wrap(divisors));
            List<Double> values = IntStream.range(0, count)
                    .mapToObj(i -> (double) divisors[i])
                    .toList();
            config.put("rope_scaling", Map.of("rope_type", "divisors", "divisors", values));
        } else if (!type.equals("none")) {
            config.put(
                    "rope_scaling",
                    Map.of(
                            "rope_type",
                            type,
                            "factor",
                            metadata.number("llama.rope.scaling.factor").orElse(1.0)));
        }
    }

    private static void copy(GgufMetadata metadata, String from, Map<String, Object> config, String to) {
        metadata.number(from).ifPresent(value -> config.put(to, value));
    }

    private static Map<String, TranslatedCheckpoint.Origin> origins(int layers, int headWidth) {
        Map<String, TranslatedCheckpoint.Origin> origins = new LinkedHashMap<>();
        origins.put("model.embed_tokens.weight", new TranslatedCheckpoint.Origin("token_embd.weight", 0));
        for (int layer = 0; layer < layers; layer++) {
            String from = "blk." + layer + ".";
            String to = "model.layers." + layer + ".";
            BLOCK_NAMES.forEach((old, name) -> {
                int interleaved = old.equals("attn_q") || old.equals("attn_k") ? headWidth : 0;
                origins.put(
                        to + name + ".weight", new TranslatedCheckpoint.Origin(from + old + ".weight", interleaved));
                origins.put(to + name + ".bias", new TranslatedCheckpoint.Origin(from + old + ".bias", interleaved));
            });
        }
        origins.put("model.norm.weight", new TranslatedCheckpoint.Origin("output_norm.weight", 0));
        origins.put("lm_head.weight", new TranslatedCheckpoint.Origin("output.weight", 0));
        return origins;
    }
}
