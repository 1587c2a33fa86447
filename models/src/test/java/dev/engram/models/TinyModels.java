package dev.engram.models;

import dev.engram.models.family.ModelConfig;
import dev.engram.models.family.ModelFamilies;
import dev.engram.models.weights.DecoderWeights;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Random decoders of a few thousand parameters. Their weights are large enough that a wrong detail shows, and small enough that a block does
 * not magnify rounding errors tenfold, as no trained block does.
 */
public final class TinyModels {

    public static final int VOCABULARY = 50;
    public static final int CONTEXT = 24;

    private final Random random;
    private final MemoryCheckpoint checkpoint = new MemoryCheckpoint();

    private TinyModels(long seed) {
        this.random = new Random(seed);
    }

    /** A model of any family, of random sizes. */
    public static DecoderWeights any(long seed) {
        return switch (Math.floorMod(seed, 3)) {
            case 0 -> gpt2(seed);
            case 1 -> attentionOnly(seed);
            default -> llama(seed);
        };
    }

    public static DecoderWeights gpt2(long seed) {
        TinyModels tiny = new TinyModels(seed);
        int heads = 1 + tiny.random.nextInt(3);
        int width = heads * 4;
        int hidden = 5 + tiny.random.nextInt(12);
        int layers = 2 + tiny.random.nextInt(2);
        tiny.matrix("wte.weight", VOCABULARY, width);
        tiny.matrix("wpe.weight", CONTEXT, width);
        for (int layer = 0; layer < layers; layer++) {
            String block = "h." + layer + ".";
            tiny.norm(block + "ln_1", width);
            tiny.linear(block + "attn.c_attn", width, 3 * width, 3 * width);
            tiny.linear(block + "attn.c_proj", width, width, width);
            tiny.norm(block + "ln_2", width);
            tiny.linear(block + "mlp.c_fc", width, hidden, hidden);
            tiny.linear(block + "mlp.c_proj", hidden, width, width);
        }
        tiny.norm("ln_f", width);
        return tiny.described(Map.of(
                "model_type",
                "gpt2",
                "n_layer",
                layers,
                "n_embd",
                width,
                "n_head",
                heads,
                "n_inner",
                hidden,
                "n_positions",
                CONTEXT,
                "vocab_size",
                VOCABULARY,
                "activation_function",
                tiny.random.nextBoolean() ? "gelu_new" : "gelu"));
    }

    public static DecoderWeights attentionOnly(long seed) {
        TinyModels tiny = new TinyModels(seed);
        int heads = 1 + tiny.random.nextInt(3);
        int width = heads * 4;
        int layers = 2 + tiny.random.nextInt(2);
        boolean tied = tiny.random.nextBoolean();
        tiny.matrix("transformer.wte.weight", VOCABULARY, width);
        tiny.matrix("transformer.wpe.weight", CONTEXT, width);
        for (int layer = 0; layer < layers; layer++) {
            String block = "transformer.h." + layer + ".";
            tiny.norm(block + "ln_1", width);
            tiny.linear(block + "attn.c_attn", width, 3 * width, 3 * width);
            tiny.linear(block + "attn.c_proj", width, width, width);
        }
        tiny.norm("transformer.ln_f", width);
        if (!tied) {
            tiny.matrix("lm_head.weight", VOCABULARY, width);
        }
        return tiny.described(Map.of(
                "model_type",
                "attention_only",
                "n_layer",
                layers,
                "n_embd",
                width,
                "n_head",
                heads,
                "n_positions",
                CONTEXT,
                "vocab_size",
                VOCABULARY,
                "tie_word_embeddings",
                tied));
    }

    public static DecoderWeights llama(long seed) {
        TinyModels tiny = new TinyModels(seed);
        int keyHeads = 1 + tiny.random.nextInt(2);
        int heads = keyHeads * (1 + tiny.random.nextInt(3));
        int headWidth = 4;
        int width = 8 + 4 * tiny.random.nextInt(3);
        int hidden = 5 + tiny.random.nextInt(12);
        int layers = 2 + tiny.random.nextInt(2);
        boolean tied = tiny.random.nextBoolean();
        tiny.matrix("model.embed_tokens.weight", VOCABULARY, width);
        for (int layer = 0; layer < layers; layer++) {
            String block = "model.layers." + layer + ".";
            tiny.vector(block + "input_layernorm.weight", width, 1);
            tiny.matrix(block + "self_attn.q_proj.weight", heads * headWidth, width);
            tiny.matrix(block + "self_attn.k_proj.weight", keyHeads * headWidth, width);
            tiny.matrix(block + "self_attn.v_proj.weight", keyHeads * headWidth, width);
            tiny.matrix(block + "self_attn.o_proj.weight", width, heads * headWidth);
            tiny.vector(block + "post_attention_layernorm.weight", width, 1);
            tiny.matrix(block + "mlp.gate_proj.weight", hidden, width);
            tiny.matrix(block + "mlp.up_proj.weight", hidden, width);
            tiny.matrix(block + "mlp.down_proj.weight", width, hidden);
        }
        tiny.vector("model.norm.weight", width, 1);
        if (!tied) {
            tiny.matrix("lm_head.weight", VOCABULARY, width);
        }
        Map<String, Object> config = new HashMap<>(Map.of(
                "model_type",
                "llama",
                "num_hidden_layers",
                layers,
                "hidden_size",
                width,
                "num_attention_heads",
                heads,
                "num_key_value_heads",
                keyHeads,
                "head_dim",
                headWidth,
                "intermediate_size",
                hidden,
                "max_position_embeddings",
                CONTEXT,
                "vocab_size",
                VOCABULARY,
                "tie_word_embeddings",
                tied));
        config.put("rope_parameters", Map.of("rope_type", "linear", "factor", 2.0, "rope_theta", 100.0));
        return tiny.described(config);
    }

    private DecoderWeights described(Map<String, Object> values) {
        ModelConfig config = new ModelConfig("tiny model", values);
        return ModelFamilies.of(config).describe(config, checkpoint);
    }

    private void linear(String name, int rows, int columns, int outputs) {
        matrix(name + ".weight", rows, columns);
        vector(name + ".bias", outputs, 0);
    }

    private void norm(String name, int width) {
        vector(name + ".weight", width, 1);
        vector(name + ".bias", width, 0);
    }

    private void matrix(String name, int rows, int columns) {
        checkpoint.put(name, gaussian(rows * columns, 0, 1.2 / Math.sqrt(Math.min(rows, columns))), rows, columns);
    }

    private void vector(String name, int length, double mean) {
        checkpoint.put(name, gaussian(length, mean, 0.2), length);
    }

    private float[] gaussian(int count, double mean, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (mean + deviation * random.nextGaussian());
        }
        return values;
    }
}
