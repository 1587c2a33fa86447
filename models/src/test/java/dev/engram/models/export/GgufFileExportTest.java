package dev.engram.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.EditableModel;
import dev.engram.models.ForwardRequest;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyDirectories;
import dev.engram.models.TinyGguf;
import dev.engram.models.files.BundledModels;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.ModelSource;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.text.Tokenizer;
import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.ElementType;
import dev.engram.models.weights.GgufFile;
import dev.engram.models.weights.SafetensorsCheckpoint;
import dev.engram.models.weights.TensorInfo;
import dev.engram.models.weights.TestSafetensors;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models as GGUF files, read back. */
class GgufFileExportTest {

    private static final List<String> TEXTS =
            List.of("The Eiffel Tower is in", "Zoë 東京 \t two  spaces\n", "one<|endoftext|>two");

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
    void a_directory_comes_back_from_the_file_that_it_was_written_to(String name) throws IOException {
        try (ModelFiles source = ModelFiles.open(TinyDirectories.directory(name))) {
            Path file = write(source, Map.of(), ElementType.F16);
            try (ModelFiles written = ModelFiles.open(file)) {
                assertSameSpec(source, written);
                assertSameNumbers(source.checkpoint(), written.checkpoint(), Set.of());
                assertSameTokens(source, written);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "qwen3", "gpt-neox", "gpt2"})
    void a_gguf_files_metadata_stay_as_they_are(String name) throws IOException {
        TinyGguf tiny = TinyGguf.of(TinyDirectories.directory(name));
        tiny.metadata().put("tokenizer.chat_template", "{% for message in messages %}...{% endfor %}");
        tiny.metadata().put("general.languages", List.of("en", "de"));
        tiny.metadata().put("general.file_type", 0L);
        Path original = tiny.write(folder.resolve("original.gguf"));
        try (ModelFiles source = ModelFiles.open(original)) {
            Path file = write(source, Map.of(), ElementType.F16);
            try (ModelFiles written = ModelFiles.open(file)) {
                Map<String, Object> before = gguf(source).metadata().values();
                Map<String, Object> after = gguf(written).metadata().values();
                assertThat(after.keySet()).isEqualTo(before.keySet());
                before.forEach((key, value) ->
                        assertThat(after.get(key)).as(key).isEqualTo(key.equals("general.file_type") ? 1L : value));
                assertThat(gguf(written).tensors().keySet())
                        .containsExactlyInAnyOrderElementsOf(
                                gguf(source).tensors().keySet());
                assertSameNumbers(gguf(source), gguf(written), Set.of());
                assertSameTokens(source, written);
            }
        }
    }

    @Test
    void matrices_of_whole_blocks_are_quantised_and_others_are_halves() throws IOException {
        try (ModelFiles source = ModelFiles.open(TinyDirectories.directory("llama"))) {
            Path file = write(source, Map.of(), ElementType.Q8_0);
            try (ModelFiles written = ModelFiles.open(file)) {
                GgufFile tensors = gguf(written);
                assertThat(tensors.tensor("blk.0.ffn_down.weight").type()).isEqualTo(ElementType.Q8_0); // rows of 96
                assertThat(tensors.tensor("blk.0.ffn_up.weight").type()).isEqualTo(ElementType.F16); // rows of 48
                assertThat(tensors.tensor("blk.0.ffn_norm.weight").type()).isEqualTo(ElementType.F32);
                assertThat(gguf(written).metadata().integer("general.file_type"))
                        .contains(7L);
                float[] exact = read(source.checkpoint(), "model.layers.0.mlp.down_proj.weight");
                float[] stored = read(written.checkpoint(), "model.layers.0.mlp.down_proj.weight");
                for (int block = 0; block < exact.length; block += 32) {
                    float greatest = 0;
                    for (int i = block; i < block + 32; i++) {
                        greatest = Math.max(greatest, Math.abs(exact[i]));
                    }
                    for (int i = block; i < block + 32; i++) {
                        assertThat(Math.abs((double) exact[i] - stored[i]))
                                .isLessThanOrEqualTo(greatest * (0.5 / 127 + 0x1p-11));
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "gpt-neox", "gpt2"})
    void an_edited_model_is_written_edited_and_else_the_same(String name) throws IOException {
        try (ModelFiles source = ModelFiles.open(TinyDirectories.directory(name));
                EditableModel model = source.load()) {
            FloatTensor own = model.outputProjection(1);
            float[] values = own.toArray();
            for (int i = 0; i < values.length; i++) {
                values[i] = i % 7 - 3;
            }
            FloatTensor edited = FloatTensor.wrap(values, own.dimension(0), own.dimension(1));
            String parameter = source.weights().outputProjection(1).parameter();

            Path file = write(source, Map.of(1, edited), ElementType.F16);

            try (ModelFiles written = ModelFiles.open(file)) {
                assertThat(written.weights().outputProjection(1).read()).isEqualTo(edited);
                assertSameNumbers(source.checkpoint(), written.checkpoint(), Set.of(parameter));
            }
        }
    }

    /** OpenAI's own GPT-2 has names without their front, and masks that are no parameters. */
    @Test
    void the_short_names_of_gpt2s_own_files_are_known() throws IOException {
        Path copy = TinyDirectories.copy("gpt2", folder.resolve("short"));
        Map<String, FloatTensor> tensors = new HashMap<>();
        try (SafetensorsCheckpoint full = SafetensorsCheckpoint.open(copy)) {
            for (TensorInfo info : full.tensors().values()) {
                int[] shape = info.shape().stream().mapToInt(Math::toIntExact).toArray();
                tensors.put(info.name().replace("transformer.", ""), FloatTensor.of(read(full, info.name()), shape));
            }
        }
        TestSafetensors.writeWithMask(copy.resolve("model.safetensors"), "h.0.attn.bias", tensors);
        try (ModelFiles source = ModelFiles.open(copy)) {
            assertThat(source.checkpoint().tensors()).containsKey("wte.weight");
            try (ModelFiles written = ModelFiles.open(write(source, Map.of(), ElementType.F16));
                    ModelFiles full = ModelFiles.open(TinyDirectories.directory("gpt2"))) {
                assertThat(written.checkpoint().tensors().keySet())
                        .isEqualTo(full.checkpoint().tensors().keySet());
                assertSameNumbers(full.checkpoint(), written.checkpoint(), Set.of());
            }
        }
    }

    /** The demo has GELU by the error function, where the architecture means its tanh form. */
    @Test
    void the_bundled_model_comes_back_with_its_activation() throws IOException {
        Path demo = BundledModels.shipped(folder.resolve("cache")).find("demo").orElseThrow();
        try (ModelFiles source = ModelFiles.open(demo)) {
            Path file = write(source, Map.of(), ElementType.F16);
            try (ModelFiles written = ModelFiles.open(file)) {
                assertThat(gguf(written).metadata().string("gpt2.hidden_activation"))
                        .contains("gelu");
                assertSameSpec(source, written);
                assertSameNumbers(source.checkpoint(), written.checkpoint(), Set.of());
                assertSameTokens(source, written);
                float[] expected = logits(source);
                float[] actual = logits(written);
                for (int id = 0; id < expected.length; id++) {
                    assertThat(actual[id]).as("logit %d", id).isCloseTo(expected[id], within(1e-4f));
                }
            }
        }
    }

    // --- bad calls

    @Test
    void an_activation_that_such_files_are_not_run_with_is_refused() throws IOException {
        for (String name : List.of("gpt2", "llama")) {
            Path copy = TinyDirectories.copy(name, folder.resolve(name));
            Path json = copy.resolve("config.json");
            Files.writeString(json, Files.readString(json).replaceAll("\"(gelu_new|silu)\"", "\"relu\""));
            try (ModelFiles files = ModelFiles.open(copy)) {
                assertThatThrownBy(() -> GgufExport.of(files, Map.of(), ElementType.F16))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("type '" + name + "' with the activation RELU has no form");
            }
        }
    }

    @Test
    void what_has_no_form_as_a_gguf_file_is_refused_by_name() throws IOException {
        try (ModelFiles gptj = ModelFiles.open(TinyDirectories.directory("gptj"));
                ModelFiles llama = ModelFiles.open(TinyDirectories.directory("llama"))) {
            assertThatThrownBy(() -> GgufExport.of(gptj, Map.of(), ElementType.F16))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("a model of type 'gptj' has no form as a GGUF file here");
            assertThatThrownBy(() -> GgufExport.of(llama, Map.of(), ElementType.Q4_0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("F16 or Q8_0, not in Q4_0");
        }
    }

    @Test
    void a_tokenizer_that_has_no_name_in_gguf_files_is_refused() throws IOException {
        Path copy = TinyDirectories.copy("llama", folder.resolve("other"));
        Path json = copy.resolve("tokenizer.json");
        Files.writeString(json, Files.readString(json).replace("\"use_regex\": true", "\"use_regex\": false"));
        try (ModelFiles files = ModelFiles.open(copy)) {
            assertThatThrownBy(() -> GgufExport.of(files, Map.of(), ElementType.F16))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("cannot be written into a GGUF file: its words are cut by");
        }
    }

    @Test
    void a_file_that_is_there_is_left_alone() throws IOException {
        Path there = Files.writeString(folder.resolve("model.gguf"), "mine");
        try (ModelFiles files = ModelFiles.open(TinyDirectories.directory("llama"))) {
            assertThatThrownBy(() -> write(files, Map.of(), ElementType.F16))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is there; choose another place");
        }
        assertThat(there).hasContent("mine");
    }

    // --- support

    private Path write(ModelFiles source, Map<Integer, FloatTensor> edit, ElementType type) throws IOException {
        return GgufExport.of(source, edit, type)
                .writeTo(folder.resolve("model.gguf"), ExportProgress.NONE)
                .directory();
    }

    private static float[] logits(ModelFiles files) throws IOException {
        try (SiteModel model = files.load()) {
            return model.run(ForwardRequest.of(List.of(List.of(5, 200, 17, 3))))
                    .lastLogits(0)
                    .toArray();
        }
    }

    /** The file holds its reals in single precision. */
    private static void assertSameSpec(ModelFiles source, ModelFiles written) {
        assertThat(written.weights().spec())
                .usingRecursiveComparison()
                .withComparatorForType((a, b) -> Math.abs(a - b) <= 1e-6 * Math.abs(b) ? 0 : 1, Double.class)
                .isEqualTo(source.weights().spec());
    }

    private static GgufFile gguf(ModelFiles files) {
        return ((ModelSource.Gguf) files.source()).file();
    }

    /** Vectors to the bit, matrices to what halves round. */
    private static void assertSameNumbers(Checkpoint source, Checkpoint written, Set<String> but) {
        assertThat(written.tensors()).isNotEmpty();
        for (TensorInfo info : written.tensors().values()) {
            if (but.contains(info.name())) {
                continue;
            }
            float[] expected = read(source, info.name());
            float[] actual = read(written, info.name());
            assertThat(actual).as(info.name()).hasSameSizeAs(expected);
            for (int i = 0; i < actual.length; i++) {
                double allowed = info.shape().size() == 1 ? 0 : Math.abs(expected[i]) * 0x1p-11 + 0x1p-25;
                assertThat(Math.abs((double) actual[i] - expected[i]))
                        .as("%s, element %d", info.name(), i)
                        .isLessThanOrEqualTo(allowed);
            }
        }
    }

    private static float[] read(Checkpoint checkpoint, String name) {
        float[] values = new float[Math.toIntExact(checkpoint.tensor(name).elements())];
        checkpoint.read(name, FloatBuffer.wrap(values));
        return values;
    }

    private static void assertSameTokens(ModelFiles source, ModelFiles written) throws IOException {
        try (Tokenizer before = source.openTokenizer();
                Tokenizer after = written.openTokenizer()) {
            for (String text : TEXTS) {
                assertThat(after.encode(text)).isEqualTo(before.encode(text));
            }
            assertThat(after.bosId()).isEqualTo(before.bosId());
            assertThat(after.endOfTextIds()).isEqualTo(before.endOfTextIds());
        }
    }
}
