package dev.engram.models;

import dev.engram.models.family.ModelConfig;
import dev.engram.models.family.ModelFamilies;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.SeededCases;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/**
 * Random decoders of a few thousand parameters. Their weights are large enough that a wrong detail shows, and small enough that a block does
 * not magnify rounding errors tenfold, as no trained block does.
 */
public final class TinyModels {

    public static final int VOCABULARY = 50;
    public static final int CONTEXT = 24;

    private static final List<LongFunction<DecoderWeights>> WITH_MLP = List.of(
            TinyModels::gpt2,
            TinyModels::gptJ,
            TinyModels::gptNeox,
            TinyModels::llama,
            TinyModels::mistral,
            TinyModels::qwen2,
            TinyModels::qwen3,
            TinyModels::opt);

    /** As many seeds in a row give, by {@link #any}, a model of each family. */
    public static final int FAMILIES = WITH_MLP.size() + 1;

    private final Random random;
    private final MemoryCheckpoint checkpoint = new MemoryCheckpoint();

    private TinyModels(long seed) {
        this.random = new Random(seed);
    }

    /** A model of any family, of random sizes. */
    public static DecoderWeights any(long seed) {
        int family = (int) Math.floorMod(seed, (long) FAMILIES);
        return family == 0 ? attentionOnly(seed) : WITH_MLP.get(family - 1).apply(seed);
    }

    /** A model of any family whose blocks have an MLP. */
    public static DecoderWeights anyWithMlp(long seed) {
        return WITH_MLP.get((int) Math.floorMod(seed, (long) WITH_MLP.size())).apply(seed);
    }

    /** Seeds that give models of all families. */
    public static Stream<Arguments> seeds(int count) {
        return SeededCases.seeds(count, FAMILIES);
    }

    /** Seeds that give models of all families with an MLP. */
    public static Stream<Arguments> seedsWithMlp(int count) {
        return SeededCases.seeds(count, WITH_MLP.size());
    }

    /** The same with its matrices rounded to bfloat16, as numbers of float32. */
    public static DecoderWeights rounded(DecoderWeights weights) {
        ((MemoryCheckpoint) weights.tokenEmbedding().checkpoint()).roundMatrices();
        return weights;
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
        Map<String, Object> config = tiny.llamaLike(false, false);
        config.put("model_type", "llama");
        config.put("rope_parameters", Map.of("rope_type", "linear", "factor", 2.0, "rope_theta", 100.0));
        return tiny.described(config);
    }

    /** With a window of 1 to 5 positions, which most texts of tests are longer than. */
    public static DecoderWeights mistral(long seed) {
        TinyModels tiny = new TinyModels(seed);
        Map<String, Object> config = tiny.llamaLike(false, false);
        config.put("model_type", "mistral");
        config.put("rope_theta", 100.0);
        config.put("sliding_window", 1 + tiny.random.nextInt(5));
        return tiny.described(config);
    }

    /** With a window in some layers. */
    public static DecoderWeights qwen2(long seed) {
        TinyModels tiny = new TinyModels(seed);
        Map<String, Object> config = tiny.llamaLike(true, false);
        config.put("model_type", "qwen2");
        config.put("rope_theta", 100.0);
        config.put("use_sliding_window", true);
        config.put("sliding_window", 1 + tiny.random.nextInt(5));
        config.put("max_window_layers", tiny.random.nextInt(3));
        return tiny.described(config);
    }

    public static DecoderWeights qwen3(long seed) {
        TinyModels tiny = new TinyModels(seed);
        Map<String, Object> config = tiny.llamaLike(false, true);
        config.put("model_type", "qwen3");
        config.put("rope_theta", 100.0);
        return tiny.described(config);
    }

    public static DecoderWeights opt(long seed) {
        TinyModels tiny = new TinyModels(seed);
        int heads = 1 + tiny.random.nextInt(3);
        int width = heads * 4;
        int hidden = 5 + tiny.random.nextInt(12);
        int layers = 2 + tiny.random.nextInt(2);
        tiny.matrix("model.decoder.embed_tokens.weight", VOCABULARY, width);
        tiny.matrix("model.decoder.embed_positions.weight", 2 + CONTEXT, width);
        for (int layer = 0; layer < layers; layer++) {
            String block = "model.decoder.layers." + layer + ".";
            tiny.norm(block + "self_attn_layer_norm", width);
            for (String map : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
                tiny.linear(block + "self_attn." + map, width, width, width);
            }
            tiny.norm(block + "final_layer_norm", width);
            tiny.linear(block + "fc1", hidden, width, hidden);
            tiny.linear(block + "fc2", width, hidden, width);
        }
        tiny.norm("model.decoder.final_layer_norm", width);
        return tiny.described(Map.of(
                "model_type",
                "opt",
                "num_hidden_layers",
                layers,
                "hidden_size",
                width,
                "num_attention_heads",
                heads,
                "ffn_dim",
                hidden,
                "max_position_embeddings",
                CONTEXT,
                "vocab_size",
                VOCABULARY));
    }

    private Map<String, Object> llamaLike(boolean biased, boolean headNorms) {
        int keyHeads = 1 + random.nextInt(2);
        int heads = keyHeads * (1 + random.nextInt(3));
        int headWidth = 4;
        int width = 8 + 4 * random.nextInt(3);
        int hidden = 5 + random.nextInt(12);
        int layers = 2 + random.nextInt(2);
        boolean tied = random.nextBoolean();
        matrix("model.embed_tokens.weight", VOCABULARY, width);
        for (int layer = 0; layer < layers; layer++) {
            String block = "model.layers." + layer + ".";
            vector(block + "input_layernorm.weight", width, 1);
            matrix(block + "self_attn.q_proj.weight", heads * headWidth, width);
            matrix(block + "self_attn.k_proj.weight", keyHeads * headWidth, width);
            matrix(block + "self_attn.v_proj.weight", keyHeads * headWidth, width);
            if (biased) {
                vector(block + "self_attn.q_proj.bias", heads * headWidth, 0);
                vector(block + "self_attn.k_proj.bias", keyHeads * headWidth, 0);
                vector(block + "self_attn.v_proj.bias", keyHeads * headWidth, 0);
            }
            if (headNorms) {
                vector(block + "self_attn.q_norm.weight", headWidth, 1);
                vector(block + "self_attn.k_norm.weight", headWidth, 1);
            }
            matrix(block + "self_attn.o_proj.weight", width, heads * headWidth);
            vector(block + "post_attention_layernorm.weight", width, 1);
            matrix(block + "mlp.gate_proj.weight", hidden, width);
            matrix(block + "mlp.up_proj.weight", hidden, width);
            matrix(block + "mlp.down_proj.weight", width, hidden);
        }
        vector("model.norm.weight", width, 1);
        if (!tied) {
            matrix("lm_head.weight", VOCABULARY, width);
        }
        return new HashMap<>(Map.of(
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
    }

    /** Parallel or sequential. */
    public static DecoderWeights gptNeox(long seed) {
        TinyModels tiny = new TinyModels(seed);
        int heads = 1 + tiny.random.nextInt(3);
        int width = heads * 4;
        int hidden = 5 + tiny.random.nextInt(12);
        int layers = 2 + tiny.random.nextInt(2);
        tiny.matrix("gpt_neox.embed_in.weight", VOCABULARY, width);
        for (int layer = 0; layer < layers; layer++) {
            String block = "gpt_neox.layers." + layer + ".";
            tiny.norm(block + "input_layernorm", width);
            tiny.linear(block + "attention.query_key_value", 3 * width, width, 3 * width);
            tiny.linear(block + "attention.dense", width, width, width);
            tiny.norm(block + "post_attention_layernorm", width);
            tiny.linear(block + "mlp.dense_h_to_4h", hidden, width, hidden);
            tiny.linear(block + "mlp.dense_4h_to_h", width, hidden, width);
        }
        tiny.norm("gpt_neox.final_layer_norm", width);
        tiny.matrix(tiny.random.nextBoolean() ? "embed_out.weight" : "lm_head.weight", VOCABULARY, width);
        return tiny.described(Map.of(
                "model_type",
                "gpt_neox",
                "num_hidden_layers",
                layers,
                "hidden_size",
                width,
                "num_attention_heads",
                heads,
                "intermediate_size",
                hidden,
                "max_position_embeddings",
                CONTEXT,
                "vocab_size",
                VOCABULARY,
                "rotary_emb_base",
                100,
                "rotary_pct",
                tiny.random.nextBoolean() ? 0.5 : 1.0,
                "use_parallel_residual",
                tiny.random.nextInt(3) > 0));
    }

    public static DecoderWeights gptJ(long seed) {
        TinyModels tiny = new TinyModels(seed);
        int heads = 1 + tiny.random.nextInt(3);
        int headWidth = 6;
        int width = heads * headWidth;
        int hidden = 5 + tiny.random.nextInt(12);
        int layers = 2 + tiny.random.nextInt(2);
        tiny.matrix("transformer.wte.weight", VOCABULARY, width);
        for (int layer = 0; layer < layers; layer++) {
            String block = "transformer.h." + layer + ".";
            tiny.norm(block + "ln_1", width);
            for (String map : List.of("q", "k", "v", "out")) {
                tiny.matrix(block + "attn." + map + "_proj.weight", width, width);
            }
            tiny.linear(block + "mlp.fc_in", hidden, width, hidden);
            tiny.linear(block + "mlp.fc_out", width, hidden, width);
        }
        tiny.norm("transformer.ln_f", width);
        tiny.linear("lm_head", VOCABULARY, width, VOCABULARY);
        return tiny.described(Map.of(
                "model_type",
                "gptj",
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
                "rotary_dim",
                2 + 2 * tiny.random.nextInt(3)));
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
