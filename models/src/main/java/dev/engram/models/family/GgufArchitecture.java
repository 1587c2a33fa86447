package dev.engram.models.family;

import dev.engram.models.family.TranslatedCheckpoint.Origin;
import dev.engram.models.spec.Activation;
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
 * @param activation that is meant where a file does not say
 * @param settings what the Hugging Face model's configuration calls otherwise than LLaMA's
 * @param embeddings what is listed before the blocks, the token embedding first
 * @param block what its names for a block's parameters begin with, before the block's number
 * @param blockParts in the order in which they are listed
 * @param ends what is listed after the blocks
 */
record GgufArchitecture(
        String name,
        String modelType,
        Activation activation,
        Map<String, String> settings,
        List<Part> embeddings,
        String block,
        List<Part> blockParts,
        List<Part> ends) {

    /**
     * A part of a model, or of a block.
     *
     * @param old in the file
     * @param name of the Hugging Face model; in blocks after the block's own
     */
    record Part(String old, String name, Stored stored) {
        Part(String old, String name) {
            this(old, name, Stored.SAME);
        }
    }

    /** How the numbers lie in the file; what that means depends on the model's heads. */
    enum Stored {
        SAME,
        INTERLEAVED_HALVES,
        SEPARATE_THIRDS,
        TRANSPOSED
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
                    ? new Part(part.old(), part.name(), Stored.INTERLEAVED_HALVES)
                    : part)
            .toList();

    private static final List<Part> GPT_NEOX_PARTS = List.of(
            new Part("attn_norm", "input_layernorm"),
            new Part("attn_qkv", "attention.query_key_value", Stored.SEPARATE_THIRDS),
            new Part("attn_output", "attention.dense"),
            new Part("ffn_norm", "post_attention_layernorm"),
            new Part("ffn_up", "mlp.dense_h_to_4h"),
            new Part("ffn_down", "mlp.dense_4h_to_h"));

    private static final List<Part> GPT2_PARTS = List.of(
            new Part("attn_norm", "ln_1"),
            new Part("attn_qkv", "attn.c_attn", Stored.TRANSPOSED),
            new Part("attn_output", "attn.c_proj", Stored.TRANSPOSED),
            new Part("ffn_norm", "ln_2"),
            new Part("ffn_up", "mlp.c_fc", Stored.TRANSPOSED),
            new Part("ffn_down", "mlp.c_proj", Stored.TRANSPOSED));

    private static final Map<String, String> GPT2_SETTINGS = Map.of(
            "num_hidden_layers", "n_layer",
            "max_position_embeddings", "n_positions",
            "hidden_size", "n_embd",
            "intermediate_size", "n_inner",
            "num_attention_heads", "n_head",
            "layer_norm_eps", "layer_norm_epsilon",
            "hidden_act", "activation_function");

    private static final List<GgufArchitecture> ALL = List.of(
            likeLlama("llama", LLAMA_PARTS),
            likeLlama("qwen2", QWEN2_PARTS),
            likeLlama("qwen3", QWEN3_PARTS),
            new GgufArchitecture(
                    "gptneox",
                    "gpt_neox",
                    Activation.GELU,
                    Map.of(),
                    List.of(new Part("token_embd", "gpt_neox.embed_in")),
                    "gpt_neox.layers.",
                    GPT_NEOX_PARTS,
                    List.of(new Part("output_norm", "gpt_neox.final_layer_norm"), new Part("output", "embed_out"))),
            new GgufArchitecture(
                    "gpt2",
                    "gpt2",
                    Activation.GELU_TANH,
                    GPT2_SETTINGS,
                    List.of(new Part("token_embd", "transformer.wte"), new Part("position_embd", "transformer.wpe")),
                    "transformer.h.",
                    GPT2_PARTS,
                    List.of(new Part("output_norm", "transformer.ln_f"), new Part("output", "lm_head"))));

    private static GgufArchitecture likeLlama(String name, List<Part> parts) {
        return new GgufArchitecture(
                name,
                name,
                Activation.SILU,
                Map.of(),
                List.of(new Part("token_embd", "model.embed_tokens")),
                "model.layers.",
                parts,
                List.of(new Part("output_norm", "model.norm"), new Part("output", "lm_head")));
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

    /** What the Hugging Face model's configuration calls what LLaMA's calls {@code name}. */
    String setting(String name) {
        return settings.getOrDefault(name, name);
    }

    /** Where each parameter of the Hugging Face model comes from. */
    Map<String, Origin> origins(int layers, int heads, int headWidth) {
        Map<String, Origin> origins = new LinkedHashMap<>();
        embeddings.forEach(part -> put(origins, "", part, "", heads, headWidth));
        for (int layer = 0; layer < layers; layer++) {
            for (Part part : blockParts) {
                put(origins, "blk." + layer + ".", part, block + layer + ".", heads, headWidth);
            }
        }
        ends.forEach(part -> put(origins, "", part, "", heads, headWidth));
        return origins;
    }

    private static void put(Map<String, Origin> origins, String from, Part part, String to, int heads, int headWidth) {
        Arrangement weight = arrangement(part.stored(), heads, headWidth);
        Arrangement bias = part.stored() == Stored.TRANSPOSED ? new RowOrder.Same() : weight;
        origins.put(to + part.name() + ".weight", new Origin(from + part.old() + ".weight", weight));
        origins.put(to + part.name() + ".bias", new Origin(from + part.old() + ".bias", bias));
    }

    private static Arrangement arrangement(Stored stored, int heads, int headWidth) {
        return switch (stored) {
            case SAME -> new RowOrder.Same();
            case INTERLEAVED_HALVES -> new RowOrder.InterleavedHalves(headWidth);
            case SEPARATE_THIRDS -> new RowOrder.SeparateThirds(heads, headWidth);
            case TRANSPOSED -> new Arrangement.Transposed();
        };
    }
}
