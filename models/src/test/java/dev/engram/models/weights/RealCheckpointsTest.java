package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that other programs wrote; the numbers are what Python's {@code safetensors} and {@code gguf} packages print for them. */
class RealCheckpointsTest {

    private static final String SMOLLM2 = "smollm2-135m-instruct-q4_1.gguf";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt2",
                "gpt2-f16",
                "gptj",
                "gpt-neox",
                "gpt-neox-sequential",
                "llama",
                "llama3-bf16",
                "mistral",
                "qwen2",
                "qwen3"
            })
    void every_tiny_model_opens_and_has_finite_weights(String model) throws IOException {
        try (SafetensorsCheckpoint checkpoint =
                SafetensorsCheckpoint.open(SharedFolder.require("models", "tiny", model))) {
            assertThat(checkpoint.tensors()).hasSizeGreaterThan(25);
            for (String tensor : checkpoint.tensors().keySet()) {
                for (float value : TestCheckpoints.floats(checkpoint, tensor)) {
                    assertThat(value).isFinite();
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "gpt2, transformer.wte.weight, F32, 384, 32, 0.10987774, -0.17662165, -0.08854288",
        "gpt2-f16, transformer.h.1.attn.c_attn.weight, F16, 32, 96, 0.07342529296875, -0.228759765625, 0.249755859375",
        "llama3-bf16, lm_head.weight, BF16, 384, 32, -0.1982421875, 0.19140625, -0.376953125",
        "llama3-bf16, model.layers.1.mlp.down_proj.weight, BF16, 32, 80, 0.154296875, 0.08349609375, -0.33984375",
        "llama, model.embed_tokens.weight, F32, 384, 48, -0.3727511, -0.048211966, -0.38219637",
        "llama, model.layers.0.mlp.down_proj.weight, F32, 48, 96, -0.047031034, -0.1280093, -0.09733056",
    })
    void weights_are_what_python_reads(
            String model,
            String tensor,
            ElementType type,
            long rows,
            long columns,
            float first,
            float second,
            float last)
            throws IOException {
        try (SafetensorsCheckpoint checkpoint =
                SafetensorsCheckpoint.open(SharedFolder.require("models", "tiny", model))) {
            float[] values = TestCheckpoints.floats(checkpoint, tensor);

            assertThat(checkpoint.tensor(tensor)).isEqualTo(new TensorInfo(tensor, type, List.of(rows, columns)));
            assertThat(values).startsWith(first, second).endsWith(last);
        }
    }

    @Test
    void a_sharded_models_files_are_all_named() throws IOException {
        try (SafetensorsCheckpoint checkpoint =
                SafetensorsCheckpoint.open(SharedFolder.require("models", "tiny", "llama"))) {
            assertThat(checkpoint.files()).hasSize(8);
            assertThat(checkpoint.tensors()).hasSize(38);
        }
    }

    @Test
    void a_real_ggufs_metadata_is_there() throws IOException {
        try (GgufFile file = GgufFile.open(SharedFolder.require("models", SMOLLM2))) {
            GgufMetadata metadata = file.metadata();

            assertThat(metadata.string("general.architecture")).contains("llama");
            assertThat(metadata.integer("llama.attention.head_count_kv")).contains(3L);
            assertThat(metadata.number("llama.attention.layer_norm_rms_epsilon"))
                    .contains((double) 1e-5f);
            assertThat(metadata.flag("tokenizer.ggml.add_bos_token")).contains(false);
            assertThat(metadata.list("tokenizer.ggml.tokens", String.class).orElseThrow())
                    .hasSize(49_152)
                    .startsWith("<|endoftext|>");
            assertThat(metadata.list("tokenizer.ggml.merges", String.class).orElseThrow())
                    .startsWith("Ġ t", "Ġ a");
        }
    }

    @Test
    void a_real_ggufs_tensors_are_listed() throws IOException {
        try (GgufFile file = GgufFile.open(SharedFolder.require("models", SMOLLM2))) {
            List<ElementType> types = new ArrayList<>();
            long elements = 0;
            for (TensorInfo tensor : file.tensors().values()) {
                types.add(tensor.type());
                elements += tensor.elements();
            }

            assertThat(types).hasSize(272).containsOnly(ElementType.Q4_1, ElementType.F32, ElementType.Q8_0);
            assertThat(elements).isEqualTo(134_515_008);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "token_embd.weight, Q8_0, '49152,576', -0.106544495, 0.032978058, 0.08371353, -0.04170227, 2802153.619805813",
        "blk.0.ffn_down.weight, Q4_1, '576,1536', -0.33081055, 0.34606934, -0.6015625, -0.18136597, 128458.06286621094",
        "blk.29.attn_v.weight, Q4_1, '192,576', 0.14172363, -0.2775879, -0.026000977, 0.053222656, 24516.71484375",
        "output_norm.weight, F32, '576', 1.7578125, 1.8203125, -1.2578125, 1.984375, 1045.09765625",
    })
    void quantised_weights_are_what_python_reads(
            String tensor,
            ElementType type,
            String shape,
            float first,
            float second,
            float eighteenth,
            float last,
            double sumOfMagnitudes)
            throws IOException {
        try (GgufFile file = GgufFile.open(SharedFolder.require("models", SMOLLM2))) {
            float[] values = TestCheckpoints.floats(file, tensor);

            TensorInfo info = file.tensor(tensor);
            assertThat(info.type()).isEqualTo(type);
            assertThat(info.shape()).hasToString("[" + shape.replace(",", ", ") + "]");
            assertThat(values).startsWith(first, second).endsWith(last);
            assertThat(values[17]).isEqualTo(eighteenth);
            double sum = 0;
            for (float value : values) {
                sum += Math.abs((double) value);
            }
            // every number counts; doubles summed in another order differ far less than one wrong number would make
            assertThat(sum).isCloseTo(sumOfMagnitudes, within(1e-5));
        }
    }
}
