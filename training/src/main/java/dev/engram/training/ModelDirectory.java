package dev.engram.training;

import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.ElementType;
import dev.engram.models.weights.SafetensorsWriter;
import dev.engram.training.bpe.BpeVocabulary;
import dev.engram.training.bpe.TokenizerFiles;
import dev.engram.training.net.DecoderShape;
import dev.engram.training.net.Parameter;
import dev.engram.training.net.ParameterLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A trained model as a Hugging Face directory, weights in F16. */
final class ModelDirectory {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private ModelDirectory() {}

    static void write(DecoderShape shape, float[] parameters, BpeVocabulary vocabulary, Path directory)
            throws IOException {
        Files.createDirectories(directory);
        TokenizerFiles.write(vocabulary, shape.context(), directory);
        Files.writeString(directory.resolve("config.json"), JSON.writeValueAsString(config(shape)) + "\n");
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        for (Parameter parameter : ParameterLayout.of(shape).parameters()) {
            int[] dimensions =
                    parameter.shape().stream().mapToInt(Integer::intValue).toArray();
            float[] values = Arrays.copyOfRange(parameters, parameter.offset(), parameter.end());
            tensors.put(parameter.name(), FloatTensor.wrap(values, dimensions));
        }
        SafetensorsWriter.write(
                directory.resolve("model.safetensors"), tensors, ElementType.F16, Map.of("format", "pt"));
    }

    private static Map<String, Object> config(DecoderShape shape) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("model_type", shape.hasMlp() ? "gpt2" : "attention_only");
        if (shape.hasMlp()) {
            config.put("architectures", List.of("GPT2LMHeadModel"));
        }
        config.put("n_layer", shape.layers());
        config.put("n_embd", shape.width());
        config.put("n_head", shape.heads());
        config.put("n_positions", shape.context());
        config.put("vocab_size", shape.vocabulary());
        config.put("layer_norm_epsilon", 1e-5);
        if (shape.hasMlp()) {
            config.put("n_inner", shape.mlpWidth());
            config.put("activation_function", "gelu");
            config.put("embd_pdrop", 0.0);
            config.put("resid_pdrop", 0.0);
        }
        config.put("attn_pdrop", 0.0);
        config.put("tie_word_embeddings", shape.tied());
        config.put("bos_token_id", 0);
        config.put("eos_token_id", null);
        config.put("dtype", "float16");
        return config;
    }
}
