package dev.engram.models;

import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.GgufMetadata;
import dev.engram.models.weights.SafetensorsCheckpoint;
import dev.engram.models.weights.TensorInfo;
import dev.engram.models.weights.TestCheckpoints;
import dev.engram.models.weights.TestGguf;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tiny directory as the GGUF file that a converter would make of it: other names, for some families other rows or matrices the other way round, metadata for all else. */
public final class TinyGguf {

    private static final long NORMAL = 1;
    private static final long CONTROL = 3;
    private static final long USER_DEFINED = 4;

    private static final Map<String, String> NAMES = Map.of(
            "model.embed_tokens", "token_embd",
            "lm_head", "output",
            "model.norm", "output_norm",
            "input_layernorm", "attn_norm",
            "self_attn.q_proj", "attn_q",
            "self_attn.k_proj", "attn_k",
            "self_attn.v_proj", "attn_v",
            "self_attn.o_proj", "attn_output",
            "post_attention_layernorm", "ffn_norm",
            "mlp.gate_proj", "ffn_gate");

    private static final Map<String, String> NEOX_NAMES = Map.of(
            "gpt_neox.embed_in", "token_embd",
            "embed_out", "output",
            "gpt_neox.final_layer_norm", "output_norm",
            "input_layernorm", "attn_norm",
            "attention.query_key_value", "attn_qkv",
            "attention.dense", "attn_output",
            "post_attention_layernorm", "ffn_norm",
            "mlp.dense_h_to_4h", "ffn_up",
            "mlp.dense_4h_to_h", "ffn_down");

    private static final Map<String, String> GPT2_NAMES = Map.of(
            "transformer.wte", "token_embd",
            "transformer.wpe", "position_embd",
            "transformer.ln_f", "output_norm",
            "ln_1", "attn_norm",
            "attn.c_attn", "attn_qkv",
            "attn.c_proj", "attn_output",
            "ln_2", "ffn_norm",
            "mlp.c_fc", "ffn_up",
            "mlp.c_proj", "ffn_down");

    private final Path directory;
    private final JsonNode config;
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private final Map<String, FloatTensor> tensors = new LinkedHashMap<>();

    private TinyGguf(Path directory) throws IOException {
        this.directory = directory;
        this.config =
                JsonMapper.shared().readTree(directory.resolve("config.json").toFile());
    }

    /** Reads a directory of type llama, with LLaMA 3's rotary scaling or none, mistral, qwen2, qwen3, gpt_neox or gpt2. */
    public static TinyGguf of(Path directory) throws IOException {
        TinyGguf gguf = new TinyGguf(directory);
        gguf.putArchitecture();
        gguf.putTokenizer();
        gguf.putTensors();
        if (gguf.config.path("rope_parameters").has("low_freq_factor")) {
            gguf.putRotaryDivisors();
        }
        return gguf;
    }

    /** What the header says; may be changed before it is written. */
    public Map<String, Object> metadata() {
        return metadata;
    }

    /** What the file holds; may be changed before it is written. */
    public Map<String, FloatTensor> tensors() {
        return tensors;
    }

    public Path write(Path file) throws IOException {
        return TestGguf.write(file, new GgufMetadata(metadata), tensors);
    }

    private boolean isNeox() {
        return architecture().equals("gptneox");
    }

    private boolean isGpt2() {
        return architecture().equals("gpt2");
    }

    /** Converters write Mistral as LLaMA. */
    private String architecture() {
        String type = config.get("model_type").asString();
        return switch (type) {
            case "mistral" -> "llama";
            case "gpt_neox" -> "gptneox";
            default -> type;
        };
    }

    private void putArchitecture() {
        metadata.put("general.architecture", architecture());
        if (isGpt2()) {
            putGpt2();
            return;
        }
        put("block_count", number("num_hidden_layers"));
        put("context_length", number("max_position_embeddings"));
        put("embedding_length", number("hidden_size"));
        put("feed_forward_length", number("intermediate_size"));
        put("attention.head_count", number("num_attention_heads"));
        if (isNeox()) {
            double share =
                    config.get("rope_parameters").get("partial_rotary_factor").asDouble();
            put("rope.dimension_count", (long) (share * headWidth()));
            put("use_parallel_residual", config.get("use_parallel_residual").asBoolean());
            put("attention.layer_norm_epsilon", config.get("layer_norm_eps").asDouble());
            return; // not even the frequencies' base
        }
        put("attention.head_count_kv", number("num_key_value_heads"));
        put("attention.key_length", headWidth());
        put("attention.layer_norm_rms_epsilon", config.get("rms_norm_eps").asDouble());
        put("rope.freq_base", config.get("rope_parameters").get("rope_theta").asDouble());
        put("rope.dimension_count", headWidth());
    }

    private void putGpt2() {
        put("block_count", number("n_layer"));
        put("context_length", number("n_positions"));
        put("embedding_length", number("n_embd"));
        put("feed_forward_length", config.get("n_inner").isNull() ? 4 * number("n_embd") : number("n_inner"));
        put("attention.head_count", number("n_head"));
        put("attention.layer_norm_epsilon", config.get("layer_norm_epsilon").asDouble());
    }

    private void put(String key, Object value) {
        metadata.put(architecture() + "." + key, value);
    }

    private long headWidth() {
        return config.has("head_dim") ? number("head_dim") : number("hidden_size") / number("num_attention_heads");
    }

    private long number(String key) {
        return config.get(key).asLong();
    }

    private void putTokenizer() throws IOException {
        JsonNode json =
                JsonMapper.shared().readTree(directory.resolve("tokenizer.json").toFile());
        List<String> tokens = new ArrayList<>(Collections.nCopies((int) number("vocab_size"), ""));
        List<Long> types = new ArrayList<>(Collections.nCopies(tokens.size(), NORMAL));
        json.get("model")
                .get("vocab")
                .propertyStream()
                .forEach(token -> tokens.set(token.getValue().asInt(), token.getKey()));
        for (JsonNode added : json.get("added_tokens")) {
            int id = added.get("id").asInt();
            tokens.set(id, added.get("content").asString());
            types.set(id, added.get("special").asBoolean() ? CONTROL : USER_DEFINED);
        }
        List<String> merges = new ArrayList<>();
        json.get("model")
                .get("merges")
                .forEach(pair ->
                        merges.add(pair.get(0).asString() + " " + pair.get(1).asString()));
        metadata.put("tokenizer.ggml.model", "gpt2");
        metadata.put("tokenizer.ggml.pre", "gpt-2");
        metadata.put("tokenizer.ggml.tokens", tokens);
        metadata.put("tokenizer.ggml.token_type", types);
        metadata.put("tokenizer.ggml.merges", merges);
        metadata.put("tokenizer.ggml.bos_token_id", number("bos_token_id"));
        metadata.put("tokenizer.ggml.eos_token_id", number("eos_token_id"));
    }

    private void putTensors() throws IOException {
        try (SafetensorsCheckpoint checkpoint = SafetensorsCheckpoint.open(directory)) {
            for (TensorInfo info : checkpoint.tensors().values()) {
                int[] shape = info.shape().stream().mapToInt(Math::toIntExact).toArray();
                float[] values = TestCheckpoints.floats(checkpoint, info.name());
                boolean turned = isGpt2() && shape.length == 2 && info.name().contains(".c_");
                tensors.put(
                        name(info.name()),
                        turned
                                ? FloatTensor.of(turned(values, shape[0], shape[1]), shape[1], shape[0])
                                : FloatTensor.of(rows(info.name(), values, shape[0]), shape));
            }
        }
    }

    private String name(String huggingFace) {
        String renamed = huggingFace
                .replace("model.layers.", "blk.")
                .replace("gpt_neox.layers.", "blk.")
                .replace("transformer.h.", "blk.");
        Map<String, String> names = isGpt2() ? GPT2_NAMES : isNeox() ? NEOX_NAMES : NAMES;
        for (Map.Entry<String, String> entry : names.entrySet()) {
            renamed = renamed.replace(entry.getKey(), entry.getValue());
        }
        return renamed.replace("mlp.up_proj", "ffn_up")
                .replace("mlp.down_proj", "ffn_down")
                .replace("self_attn.q_norm", "attn_q_norm")
                .replace("self_attn.k_norm", "attn_k_norm");
    }

    private float[] rows(String name, float[] values, int rows) {
        if (name.contains("query_key_value")) {
            return threeInARow(values, rows);
        }
        boolean rotated = name.contains("q_proj") || name.contains("k_proj");
        return rotated && architecture().equals("llama") ? interleaved(values, rows, values.length / rows) : values;
    }

    private static float[] turned(float[] values, int rows, int columns) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i % columns * rows + i / columns] = values[i];
        }
        return result;
    }

    /** Rows as such files hold them: reshape(heads, 3, headWidth, inputs), the second axis first. */
    private float[] threeInARow(float[] values, int rows) {
        float[] result = new float[values.length];
        int run = (int) headWidth() * (values.length / rows);
        int heads = (int) number("num_attention_heads");
        for (int head = 0; head < heads; head++) {
            for (int third = 0; third < 3; third++) {
                System.arraycopy(values, (head * 3 + third) * run, result, (third * heads + head) * run, run);
            }
        }
        return result;
    }

    /** Rows as such files hold them: reshape(heads, 2, half, inputs), swap the middle axes. */
    private float[] interleaved(float[] values, int rows, int inputs) {
        float[] result = new float[values.length];
        int headWidth = (int) headWidth();
        int half = headWidth / 2;
        for (int head = 0; head < rows / headWidth; head++) {
            for (int side = 0; side < 2; side++) {
                for (int i = 0; i < half; i++) {
                    int from = head * headWidth + side * half + i;
                    int to = head * headWidth + 2 * i + side;
                    System.arraycopy(values, from * inputs, result, to * inputs, inputs);
                }
            }
        }
        return result;
    }

    /** By wavelengths, in single precision, as converters compute them. */
    private void putRotaryDivisors() {
        JsonNode rope = config.get("rope_parameters");
        float factor = rope.get("factor").floatValue();
        float low = rope.get("low_freq_factor").floatValue();
        float high = rope.get("high_freq_factor").floatValue();
        float context = rope.get("original_max_position_embeddings").floatValue();
        float[] divisors = new float[(int) headWidth() / 2];
        for (int i = 0; i < divisors.length; i++) {
            float frequency = (float) Math.pow(rope.get("rope_theta").asDouble(), -(double) i / divisors.length);
            float wavelength = (float) (2 * Math.PI) / frequency;
            float smooth = (context / wavelength - low) / (high - low);
            if (wavelength < context / high) {
                divisors[i] = 1;
            } else if (wavelength > context / low) {
                divisors[i] = factor;
            } else {
                divisors[i] = 1 / ((1 - smooth) / factor + smooth);
            }
        }
        tensors.put("rope_freqs.weight", FloatTensor.of(divisors, divisors.length));
    }
}
