package dev.engram.models.family;

import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.GgufMetadata;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A GGUF file in the terms of the Hugging Face models, so that a family is described once: its metadata as a configuration, its tensors
 * under their names. Files of the {@code llama} architecture hold the rows of Q and K with the two halves of each head interleaved (for
 * rotary pairs); they are put back.
 *
 * @param untranslated tensors of the file that the translation has no place for
 */
public record GgufTranslation(ModelConfig config, Checkpoint checkpoint, Set<String> untranslated) {

    private static final String ROPE_DIVISORS = "rope_freqs.weight";

    /** The parts of a block, in the order in which they are listed. */
    private static final List<Part> BLOCK_PARTS = List.of(
            new Part("attn_norm", "input_layernorm", false),
            new Part("attn_q", "self_attn.q_proj", true),
            new Part("attn_k", "self_attn.k_proj", true),
            new Part("attn_v", "self_attn.v_proj", false),
            new Part("attn_output", "self_attn.o_proj", false),
            new Part("ffn_norm", "post_attention_layernorm", false),
            new Part("ffn_gate", "mlp.gate_proj", false),
            new Part("ffn_up", "mlp.up_proj", false),
            new Part("ffn_down", "mlp.down_proj", false));

    private record Part(String old, String name, boolean interleaved) {}

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
        String architecture = metadata.string("general.architecture").orElse("(none)");
        if (!architecture.equals("llama")) {
            throw new IllegalArgumentException(source + ": GGUF files of architecture '" + architecture
                    + "' are not supported; supported is llama");
        }
        ModelConfig config = new ModelConfig(source, config(file, metadata));
        int headWidth = config.requireCount("head_dim");
        Map<String, TranslatedCheckpoint.Origin> origins = origins(config.requireCount("num_hidden_layers"), headWidth);
        Set<String> untranslated = new HashSet<>(file.tensors().keySet());
        untranslated.remove(ROPE_DIVISORS);
        untranslated.removeAll(
                origins.values().stream().map(TranslatedCheckpoint.Origin::name).collect(Collectors.toSet()));
        return new GgufTranslation(config, new TranslatedCheckpoint(file, origins), untranslated);
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
        if (file.tensors().containsKey(ROPE_DIVISORS)) {
            int count = Math.toIntExact(file.tensors().get(ROPE_DIVISORS).elements());
            float[] divisors = new float[count];
            file.read(ROPE_DIVISORS, FloatBuffer.wrap(divisors));
            List<Double> values = IntStream.range(0, count)
                    .mapToObj(i -> (double) divisors[i])
                    .toList();
            double theta = (double) config.getOrDefault("rope_theta", RotarySettings.DEFAULT_THETA);
            config.put("rope_scaling", new RopeDivisors(values, theta).settings());
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
            for (Part part : BLOCK_PARTS) {
                int interleaved = part.interleaved() ? headWidth : 0;
                for (String kind : List.of(".weight", ".bias")) {
                    origins.put(
                            to + part.name() + kind,
                            new TranslatedCheckpoint.Origin(from + part.old() + kind, interleaved));
                }
            }
        }
        origins.put("model.norm.weight", new TranslatedCheckpoint.Origin("output_norm.weight", 0));
        origins.put("lm_head.weight", new TranslatedCheckpoint.Origin("output.weight", 0));
        return origins;
    }
}
