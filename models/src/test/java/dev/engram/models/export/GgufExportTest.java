package dev.engram.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.ForwardRequest;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyDirectories;
import dev.engram.models.TinyGguf;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.text.Tokenizer;
import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.ElementType;
import dev.engram.models.weights.RoundingLoss;
import dev.engram.models.weights.SafetensorsCheckpoint;
import dev.engram.models.weights.TestCheckpoints;
import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** GGUF files written as Hugging Face directories. */
class GgufExportTest {

    private static final List<String> TEXTS = List.of(
            "",
            "The Eiffel Tower is in",
            "  two spaces,\ta tab\nand a new line ",
            "In 1889 it had 7,300 tonnes; it's 330 m high.",
            "Zoë Brånström 🗼 東京 שלום",
            "<|endoftext|><|im_start|>user\nHi<|im_end|>");

    /** What other versions add, what training alone reads, and what says nothing where a window is not in use. */
    private static final Set<String> NOT_OF_THE_FILE = Set.of(
            "dtype",
            "pretraining_tp",
            "pad_token_id",
            "transformers_version",
            "max_window_layers",
            "classifier_dropout",
            "hidden_dropout",
            "is_decoder",
            "n_inner",
            "attn_pdrop",
            "embd_pdrop",
            "resid_pdrop",
            "summary_activation",
            "summary_first_dropout",
            "summary_proj_to_labels",
            "summary_type",
            "summary_use_proj",
            "add_cross_attention",
            "reorder_and_upcast_attn",
            "scale_attn_by_inverse_layer_idx",
            "scale_attn_weights");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "llama",
                "llama3-bf16",
                "mistral",
                "qwen2",
                "qwen3",
                "gpt-neox",
                "gpt-neox-sequential",
                "gpt2",
                "gpt2-f16"
            })
    void in_f32_the_directory_it_was_made_from_comes_back(String name) throws IOException {
        Path original = TinyDirectories.directory(name);
        TinyGguf gguf = TinyGguf.of(original);
        if (name.equals("mistral")) {
            gguf.metadata().put("llama.attention.sliding_window", 6L);
        }
        Path file = gguf.write(folder.resolve("tiny.gguf"));
        Path target = folder.resolve("written");

        ExportedModel written = export(file, ElementType.F32, target);

        assertThat(written.losses().values()).containsOnly(new RoundingLoss(0, 0));
        assertThat(logits(target)).isEqualTo(logits(original)).isEqualTo(logits(file));
        try (SafetensorsCheckpoint expected = SafetensorsCheckpoint.open(original);
                SafetensorsCheckpoint actual = SafetensorsCheckpoint.open(target)) {
            assertThat(actual.tensors()).containsOnlyKeys(expected.tensors().keySet());
            for (String tensor : expected.tensors().keySet()) {
                assertThat(TestCheckpoints.floats(actual, tensor)).isEqualTo(TestCheckpoints.floats(expected, tensor));
                assertThat(actual.tensor(tensor).type()).isEqualTo(ElementType.F32);
            }
        }
        JsonNode config = json(target, "config.json");
        JsonNode given = json(original, "config.json");
        for (String key : given.propertyNames()) {
            if (!NOT_OF_THE_FILE.contains(key)) {
                assertThat(config.get(key)).as(key).isEqualTo(given.get(key));
            }
        }
        assertThat(config.get("dtype").asString()).isEqualTo("float32");
        assertThat(config.get("torch_dtype").asString()).isEqualTo("float32");
        assertThat(json(target, "generation_config.json").toString())
                .isEqualTo("{\"bos_token_id\":0,\"eos_token_id\":0}");
        assertSameTokens(original, target);
    }

    @Test
    void in_f16_each_number_is_the_nearest_and_the_losses_are_told() throws IOException {
        Path file = TinyGguf.of(TinyDirectories.directory("llama")).write(folder.resolve("tiny.gguf"));
        Path target = folder.resolve("written");

        ExportedModel written = export(file, ElementType.F16, target);

        try (ModelFiles source = ModelFiles.open(file);
                ModelFiles result = ModelFiles.open(target)) {
            Checkpoint exact = source.checkpoint();
            assertThat(written.losses().keySet())
                    .containsExactlyElementsOf(exact.tensors().keySet());
            for (String tensor : exact.tensors().keySet()) {
                float[] values = TestCheckpoints.floats(exact, tensor);
                float[] rounded = TestCheckpoints.floats(result.checkpoint(), tensor);
                double greatest = 0;
                for (int i = 0; i < values.length; i++) {
                    // F16 has 11 significant bits, and multiples of 2^-24 below 2^-14
                    double step = Math.max(Math.ulp(values[i]) * 0x1p13, 0x1p-24);
                    double error = Math.abs((double) rounded[i] - values[i]);
                    assertThat(error).isLessThanOrEqualTo(step / 2);
                    greatest = Math.max(greatest, error);
                }
                RoundingLoss loss = Objects.requireNonNull(written.losses().get(tensor));
                assertThat(loss.maxAbsolute()).isEqualTo(greatest);
                assertThat(loss.relativeFrobenius()).isBetween(0.0, 0x1p-11);
                assertThat(result.checkpoint().tensor(tensor).type()).isEqualTo(ElementType.F16);
            }
        }
        assertThat(json(target, "config.json").get("dtype").asString()).isEqualTo("float16");
    }

    @Test
    void without_a_choice_the_type_is_f16() throws IOException {
        Path file = TinyGguf.of(TinyDirectories.directory("llama")).write(folder.resolve("tiny.gguf"));
        try (ModelFiles model = ModelFiles.open(file)) {
            HuggingFaceExport.of(model, Map.of()).writeTo(folder.resolve("written"), ExportProgress.NONE);
        }

        try (SafetensorsCheckpoint written = SafetensorsCheckpoint.open(folder.resolve("written"))) {
            assertThat(written.tensors().values())
                    .allSatisfy(tensor -> assertThat(tensor.type()).isEqualTo(ElementType.F16));
        }
    }

    @Test
    void a_projection_of_a_gguf_file_is_replaced_too() throws IOException {
        Path file = TinyGguf.of(TinyDirectories.directory("llama")).write(folder.resolve("tiny.gguf"));
        float[] values = new float[48 * 96];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 7 / 8f;
        }
        Path target = folder.resolve("written");
        try (ModelFiles model = ModelFiles.open(file)) {
            HuggingFaceExport.ofGguf(model, Map.of(3, FloatTensor.of(values, 48, 96)), ElementType.F16)
                    .writeTo(target, ExportProgress.NONE);
        }

        try (SafetensorsCheckpoint written = SafetensorsCheckpoint.open(target)) {
            assertThat(TestCheckpoints.floats(written, "model.layers.3.mlp.down_proj.weight"))
                    .isEqualTo(values);
        }
    }

    @Test
    void the_same_file_gives_the_same_bytes() throws IOException {
        Path file = TinyGguf.of(TinyDirectories.directory("llama3-bf16")).write(folder.resolve("tiny.gguf"));

        export(file, ElementType.F16, folder.resolve("one"));
        export(file, ElementType.F16, folder.resolve("two"));

        for (Path one : TinyDirectories.files(folder.resolve("one"))) {
            assertThat(folder.resolve("two").resolve(one.getFileName().toString()))
                    .hasSameBinaryContentAs(one);
        }
    }

    @Test
    void a_tensor_that_has_no_place_in_the_model_is_not_left_out_silently() throws IOException {
        TinyGguf gguf = TinyGguf.of(TinyDirectories.directory("llama"));
        gguf.tensors().put("blk.0.attn_q_norm.weight", FloatTensor.of(new float[8], 8));

        assertRefused(gguf, "1 tensors", "'blk.0.attn_q_norm.weight'");
    }

    @Test
    void a_value_beyond_f16_is_refused_by_its_tensors_name() throws IOException {
        TinyGguf gguf = TinyGguf.of(TinyDirectories.directory("llama"));
        float[] gain = new float[48];
        gain[7] = 70_000;
        gguf.tensors().put("output_norm.weight", FloatTensor.of(gain, 48));

        assertRefused(gguf, "'model.norm.weight'", "70000.0, which is no F16");
        assertThat(folder.toFile().list()).containsExactly("tiny.gguf");
    }

    @Test
    void a_tokenizer_that_cannot_be_read_is_named() throws IOException {
        TinyGguf gguf = TinyGguf.of(TinyDirectories.directory("llama"));
        gguf.metadata().put("tokenizer.ggml.pre", "tekken");

        assertRefused(gguf, "tiny.gguf", "'tekken'");
    }

    @Test
    void other_number_types_are_refused() throws IOException {
        Path file = TinyGguf.of(TinyDirectories.directory("llama")).write(folder.resolve("tiny.gguf"));

        assertThatThrownBy(() -> export(file, ElementType.Q8_0, folder.resolve("written")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("as F16 or F32, not as Q8_0");
        assertThatThrownBy(() -> export(TinyDirectories.directory("llama"), ElementType.F16, folder.resolve("written")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a directory, which keeps its number types");
    }

    @Test
    void a_real_quantised_model_computes_the_same_to_the_bit() throws IOException {
        Path file = SharedFolder.require("models", "smollm2-135m-instruct-q4_1.gguf");
        Path target = folder.resolve("written");

        export(file, ElementType.F32, target);

        assertThat(logits(target)).isEqualTo(logits(file));
        assertSameTokens(file, target);
        Map<String, Object> ids = new HashMap<>();
        json(target, "generation_config.json")
                .propertyStream()
                .forEach(id -> ids.put(id.getKey(), id.getValue().asInt()));
        assertThat(ids).isEqualTo(Map.of("bos_token_id", 1, "eos_token_id", 2, "pad_token_id", 2));
        assertThat(json(target, "tokenizer_config.json").get("chat_template").asString())
                .startsWith("{% for message in messages %}{% if loop.first");
    }

    private void assertRefused(TinyGguf gguf, String... partsOfMessage) throws IOException {
        Path file = gguf.write(folder.resolve("tiny.gguf"));

        assertThatThrownBy(() -> export(file, ElementType.F16, folder.resolve("written")))
                .hasMessageContainingAll(partsOfMessage);
        assertThat(folder.resolve("written")).doesNotExist();
    }

    private static ExportedModel export(Path source, ElementType type, Path target) throws IOException {
        try (ModelFiles files = ModelFiles.open(source)) {
            return HuggingFaceExport.ofGguf(files, Map.of(), type).writeTo(target, ExportProgress.NONE);
        }
    }

    private static FloatTensor logits(Path path) throws IOException {
        try (ModelFiles files = ModelFiles.open(path);
                SiteModel model = files.load()) {
            return model.run(ForwardRequest.of(List.of(List.of(5, 200, 17, 3)))).lastLogits(0);
        }
    }

    private static void assertSameTokens(Path expected, Path actual) throws IOException {
        try (ModelFiles first = ModelFiles.open(expected);
                ModelFiles second = ModelFiles.open(actual);
                Tokenizer one = first.openTokenizer();
                Tokenizer other = second.openTokenizer()) {
            for (String text : TEXTS) {
                assertThat(other.encode(text)).isEqualTo(one.encode(text));
            }
            assertThat(other.bosId()).isEqualTo(one.bosId());
            assertThat(other.endOfTextIds()).isEqualTo(one.endOfTextIds());
        }
    }

    private static JsonNode json(Path directory, String name) {
        return JsonMapper.shared().readTree(directory.resolve(name).toFile());
    }
}
