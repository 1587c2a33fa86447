package dev.engram.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.ForwardRequest;
import dev.engram.models.LetterTokenizer;
import dev.engram.models.SiteModel;
import dev.engram.models.engine.reference.ReferenceEngine;
import dev.engram.models.runtime.TransformerModel;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.GgufMetadata;
import dev.engram.models.weights.SafetensorsCheckpoint;
import dev.engram.models.weights.TensorInfo;
import dev.engram.models.weights.TestCheckpoints;
import dev.engram.models.weights.TestGguf;
import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model as a GGUF file computes exactly what it computes as a Hugging Face directory. */
class GgufModelTest {

    private static final int HEAD_WIDTH = 8;

    private static final Map<String, String> NAMES = Map.of(
            "model.embed_tokens", "token_embd",
            "model.norm", "output_norm",
            "input_layernorm", "attn_norm",
            "self_attn.q_proj", "attn_q",
            "self_attn.k_proj", "attn_k",
            "self_attn.v_proj", "attn_v",
            "self_attn.o_proj", "attn_output",
            "post_attention_layernorm", "ffn_norm",
            "mlp.gate_proj", "ffn_gate");

    @TempDir
    private Path folder;

    @Test
    void a_gguf_file_gives_the_logits_of_the_directory_it_was_made_from() throws IOException {
        Path directory = SharedFolder.require("models", "tiny", "llama");
        Path file = TestGguf.write(folder.resolve("tiny.gguf"), metadata("llama"), tensors(directory));

        try (ModelFiles expected = ModelFiles.open(directory);
                ModelFiles actual = ModelFiles.open(file)) {
            assertThat(actual.weights().spec()).isEqualTo(expected.weights().spec());
            assertThat(logits(actual)).isEqualTo(logits(expected));
        }
    }

    @Test
    void an_architecture_that_is_not_supported_is_named() throws IOException {
        Path file = TestGguf.write(folder.resolve("mamba.gguf"), metadata("mamba"), Map.of());

        assertThatThrownBy(() -> ModelFiles.open(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mamba.gguf")
                .hasMessageContaining("'mamba'")
                .hasMessageContaining("supported is llama");
    }

    private static FloatTensor logits(ModelFiles files) {
        SiteModel model = new TransformerModel(new LetterTokenizer(384), new ReferenceEngine(files.weights()));
        return model.run(ForwardRequest.of(List.of(List.of(5, 200, 17, 3)))).lastLogits(0);
    }

    private static GgufMetadata metadata(String architecture) {
        Map<String, Object> values = new HashMap<>();
        values.put("general.architecture", architecture);
        values.put("llama.block_count", 4L);
        values.put("llama.context_length", 64L);
        values.put("llama.embedding_length", 48L);
        values.put("llama.feed_forward_length", 96L);
        values.put("llama.attention.head_count", 6L);
        values.put("llama.attention.head_count_kv", 2L);
        values.put("llama.attention.layer_norm_rms_epsilon", 1e-6);
        values.put("llama.rope.freq_base", 10_000.0);
        values.put("llama.rope.dimension_count", (long) HEAD_WIDTH);
        return new GgufMetadata(values);
    }

    private static Map<String, FloatTensor> tensors(Path directory) throws IOException {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        try (SafetensorsCheckpoint checkpoint = SafetensorsCheckpoint.open(directory)) {
            for (TensorInfo info : checkpoint.tensors().values()) {
                int[] shape = info.shape().stream().mapToInt(Math::toIntExact).toArray();
                float[] values = TestCheckpoints.floats(checkpoint, info.name());
                boolean rotated = info.name().contains("q_proj") || info.name().contains("k_proj");
                tensors.put(
                        ggufName(info.name()),
                        FloatTensor.of(rotated ? interleaved(values, shape[0], shape[1]) : values, shape));
            }
        }
        return tensors;
    }

    private static String ggufName(String name) {
        String renamed = name.replace("model.layers.", "blk.");
        for (Map.Entry<String, String> entry : NAMES.entrySet()) {
            renamed = renamed.replace(entry.getKey(), entry.getValue());
        }
        return renamed.replace("mlp.up_proj", "ffn_up").replace("mlp.down_proj", "ffn_down");
    }

    /** Rows as such files hold them: reshape(heads, 2, half, inputs), swap the middle axes. */
    private static float[] interleaved(float[] values, int rows, int inputs) {
        float[] result = new float[values.length];
        int half = HEAD_WIDTH / 2;
        for (int head = 0; head < rows / HEAD_WIDTH; head++) {
            for (int side = 0; side < 2; side++) {
                for (int i = 0; i < half; i++) {
                    int from = head * HEAD_WIDTH + side * half + i;
                    int to = head * HEAD_WIDTH + 2 * i + side;
                    System.arraycopy(values, from * inputs, result, to * inputs, inputs);
                }
            }
        }
        return result;
    }
}
