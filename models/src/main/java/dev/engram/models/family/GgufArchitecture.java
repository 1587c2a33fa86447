package dev.engram.models.family;

import dev.engram.models.family.TranslatedCheckpoint.Origin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An architecture of GGUF files, and how a Hugging Face model calls the same: what is particular to it, as data.
 *
 * @param name in {@code general.architecture}
 * @param modelType of the Hugging Face model
 * @param embedding the Hugging Face model's name for {@code token_embd}
 * @param block what its names for a block's parameters begin with, before the block's number
 * @param blockParts in the order in which they are listed
 * @param finalNorm its name for {@code output_norm}
 * @param unembedding its name for {@code output}
 */
record GgufArchitecture(
        String name,
        String modelType,
        String embedding,
        String block,
        List<Part> blockParts,
        String finalNorm,
        String unembedding) {

    /**
     * A part of a block.
     *
     * @param old in the file
     * @param name of the Hugging Face model
     */
    record Part(String old, String name, Rows rows) {
        Part(String old, String name) {
            this(old, name, Rows.SAME);
        }
    }

    /** How rows lie in the file; what that means depends on the model's heads. */
    enum Rows {
        SAME,
        INTERLEAVED_HALVES,
        SEPARATE_THIRDS
    }

    private static final List<Part> QWEN2_PARTS = List.of(
            new Part("attn_norm", "input_layernorm"),
            new Part("attn_q", "self_attn.q_proj"),
            new Part("attn_k", "self_attn.k_proj"),
            new Part("attn_v", "self_attn.v_proj"),
            new Part("attn_output", "self_attn.o_proj"),
            new Part("ffn_norm", "post_attention_layernorm"),
            new Part("ffn_gate", "mlp.gate_proj"),
            new Part("ffn_up", "mlp.up_proj"),
            new Part("ffn_down", "mlp.down_proj"));

    private static final List<Part> QWEN3_PARTS = Stream.concat(
                    QWEN2_PARTS.stream(),
                    Stream.of(new Part("attn_q_norm", "self_attn.q_norm"), new Part("attn_k_norm", "self_attn.k_norm")))
            .toList();

    private static final List<Part> LLAMA_PARTS = QWEN2_PARTS.stream()
            .map(part -> part.old().equals("attn_q") || part.old().equals("attn_k")
                    ? new Part(part.old(), part.name(), Rows.INTERLEAVED_HALVES)
                    : part)
            .toList();

    private static final List<Part> GPT_NEOX_PARTS = List.of(
            new Part("attn_norm", "input_layernorm"),
            new Part("attn_qkv", "attention.query_key_value", Rows.SEPARATE_THIRDS),
            new Part("attn_output", "attention.dense"),
            new Part("ffn_norm", "post_attention_layernorm"),
            new Part("ffn_up", "mlp.dense_h_to_4h"),
            new Part("ffn_down", "mlp.dense_4h_to_h"));

    private static final List<GgufArchitecture> ALL = List.of(
            likeLlama("llama", LLAMA_PARTS),
            likeLlama("qwen2", QWEN2_PARTS),
            likeLlama("qwen3", QWEN3_PARTS),
            new GgufArchitecture(
                    "gptneox",
                    "gpt_neox",
                    "gpt_neox.embed_in",
                    "gpt_neox.layers.",
                    GPT_NEOX_PARTS,
                    "gpt_neox.final_layer_norm",
                    "embed_out"));

    private static GgufArchitecture likeLlama(String name, List<Part> parts) {
        return new GgufArchitecture(name, name, "model.embed_tokens", "model.layers.", parts, "model.norm", "lm_head");
    }

    static Optional<GgufArchitecture> named(String name) {
        return ALL.stream().filter(known -> known.name.equals(name)).findFirst();
    }

    /** The architecture that holds a family; Mistral is written as LLaMA. */
    static Optional<GgufArchitecture> ofFamily(String modelType) {
        String written = modelType.equals("mistral") ? "llama" : modelType;
        return ALL.stream().filter(known -> known.modelType.equals(written)).findFirst();
    }

    static List<String> names() {
        return ALL.stream().map(GgufArchitecture::name).toList();
    }

    /** Where each parameter of the Hugging Face model comes from. */
    Map<String, Origin> origins(int layers, int heads, int headWidth) {
        Map<String, Origin> origins = new LinkedHashMap<>();
        put(origins, "token_embd", embedding, new RowOrder.Same());
        for (int layer = 0; layer < layers; layer++) {
            for (Part part : blockParts) {
                put(
                        origins,
                        "blk." + layer + "." + part.old(),
                        block + layer + "." + part.name(),
                        order(part.rows(), heads, headWidth));
            }
        }
        put(origins, "output_norm", finalNorm, new RowOrder.Same());
        put(origins, "output", unembedding, new RowOrder.Same());
        return origins;
    }

    private static void put(Map<String, Origin> origins, String from, String to, RowOrder order) {
        for (String kind : List.of(".weight", ".bias")) {
            origins.put(to + kind, new Origin(from + kind, order));
        }
    }

    private static RowOrder order(Rows rows, int heads, int headWidth) {
        return switch (rows) {
            case SAME -> new RowOrder.Same();
            case INTERLEAVED_HALVES -> new RowOrder.InterleavedHalves(headWidth);
            case SEPARATE_THIRDS -> new RowOrder.SeparateThirds(heads, headWidth);
        };
    }
}
