package dev.engram.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.EditableModel;
import dev.engram.models.LanguageModel;
import dev.engram.models.TinyDirectories;
import dev.engram.models.TinyGguf;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.files.TextModelFiles;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.Sampling;
import dev.engram.models.onnx.OnnxFile;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.testing.Tolerances;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models as ONNX decoders, read back as those of anybody else. */
class OnnxExportTest {

    @TempDir
    private Path folder;

    static Stream<Arguments> families() throws IOException {
        return TinyDirectories.supported().stream()
                .flatMap(name -> Stream.of(Arguments.of(name, false), Arguments.of(name, true)));
    }

    @ParameterizedTest
    @MethodSource("families")
    void a_written_decoder_has_the_logits_of_transformers(String name, boolean keepsPast) throws IOException {
        JsonNode golden =
                JsonMapper.shared().readTree(TinyDirectories.golden(name).toFile());
        try (LanguageModel model = load(written(TinyDirectories.directory(name), Map.of(), keepsPast))) {
            List<List<Integer>> batch = new ArrayList<>();
            golden.get("cases")
                    .forEach(expected -> batch.add(model.tokenizer()
                            .encode(expected.get("prompt").asString())
                            .ids()));
            List<FloatTensor> logits = model.nextTokenLogits(batch);

            assertThat(batch).isNotEmpty();
            for (int i = 0; i < batch.size(); i++) {
                JsonNode expected = golden.get("cases").get(i).get("last_logits");
                assertThat(logits.get(i).size()).isEqualTo(expected.size());
                for (int id = 0; id < expected.size(); id++) {
                    assertThat((double) logits.get(i).get(id))
                            .as("prompt %d, token %d", i, id)
                            .isCloseTo(expected.get(id).asDouble(), within(Tolerances.TINY_ACTIVATION));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void it_continues_texts_as_the_model_itself(String name, boolean keepsPast) throws IOException {
        List<GenerationRequest> requests = IntStream.range(1, 5)
                .mapToObj(i -> new GenerationRequest(
                        IntStream.range(0, 3 * i).boxed().toList(), 12, Set.of(), new Sampling.Greedy()))
                .toList();
        try (ModelFiles files = ModelFiles.open(TinyDirectories.directory(name));
                LanguageModel own = files.load();
                LanguageModel written = load(written(TinyDirectories.directory(name), Map.of(), keepsPast))) {
            assertThat(written.generate(requests)).isEqualTo(own.generate(requests));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "gpt-neox", "qwen3"})
    void an_edited_model_is_written_edited(String name) throws IOException {
        List<List<Integer>> texts = List.of(List.of(1, 2, 3, 4), List.of(9, 8));
        try (ModelFiles files = ModelFiles.open(TinyDirectories.directory(name));
                EditableModel model = files.load()) {
            FloatTensor own = model.outputProjection(1);
            FloatTensor changed = changed(own);
            List<FloatTensor> before = model.nextTokenLogits(texts);
            List<FloatTensor> expected;
            try (EditableModel.ReplacedWeights scope = model.replaceOutputProjections(Map.of(1, changed))) {
                expected = model.nextTokenLogits(texts);
            }
            try (LanguageModel written = load(written(TinyDirectories.directory(name), Map.of(1, changed), true))) {
                List<FloatTensor> actual = written.nextTokenLogits(texts);
                for (int i = 0; i < texts.size(); i++) {
                    assertThat(distance(actual.get(i), expected.get(i))).isLessThan(Tolerances.TINY_ACTIVATION);
                    assertThat(distance(actual.get(i), before.get(i))).isGreaterThan(0.01);
                }
            }
        }
    }

    @Test
    void a_gguf_file_is_written_with_the_files_that_its_metadata_become() throws IOException {
        Path gguf = TinyGguf.of(TinyDirectories.directory("llama")).write(folder.resolve("tiny.gguf"));
        List<List<Integer>> texts = List.of(List.of(1, 2, 3, 4));
        try (ModelFiles files = ModelFiles.open(gguf);
                LanguageModel own = files.load();
                LanguageModel written = load(written(gguf, Map.of(), false))) {
            assertThat(distance(
                            written.nextTokenLogits(texts).get(0),
                            own.nextTokenLogits(texts).get(0)))
                    .isLessThan(Tolerances.TINY_ACTIVATION);
            assertThat(written.tokenizer().encode("two words").ids())
                    .isEqualTo(own.tokenizer().encode("two words").ids());
        }
    }

    @Test
    void the_directory_is_complete_and_says_its_operators() throws IOException {
        Path directory = written(TinyDirectories.directory("gpt2"), Map.of(), false);

        assertThat(directory.toFile().list())
                .containsExactlyInAnyOrder(
                        "config.json",
                        "generation_config.json",
                        "tokenizer.json",
                        "tokenizer_config.json",
                        "model.onnx");
        assertThat(OnnxFile.read(directory.resolve("model.onnx")).operatorSets())
                .isEqualTo(Map.of("", 17L));
    }

    @Test
    void a_weight_that_is_no_number_is_refused_and_nothing_is_left() throws IOException {
        try (ModelFiles files = ModelFiles.open(TinyDirectories.directory("gpt2"))) {
            FloatTensor own = files.weights().outputProjection(0).read();
            float[] broken = own.toArray();
            broken[5] = Float.NaN;
            Map<Integer, FloatTensor> edit = Map.of(0, FloatTensor.wrap(broken, own.dimension(0), own.dimension(1)));
            Path target = folder.resolve("target");

            assertThatThrownBy(() -> OnnxExport.of(files, edit, false).writeTo(target, ExportProgress.NONE))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the tensor 'layers.0.mlp.output.weight' holds NaN");
            assertThat(folder.toFile().list()).isEmpty();
            assertThatThrownBy(() -> OnnxExport.of(files, Map.of(99, own), false))
                    .hasMessageContaining("layer 99 is none of the model's");
        }
    }

    private Path written(Path model, Map<Integer, FloatTensor> edit, boolean keepsPast) throws IOException {
        try (ModelFiles files = ModelFiles.open(model)) {
            return OnnxExport.of(files, edit, keepsPast)
                    .writeTo(folder.resolve("onnx"), ExportProgress.NONE)
                    .directory();
        }
    }

    private static LanguageModel load(Path directory) throws IOException {
        try (TextModelFiles files = TextModelFiles.open(directory)) {
            return files.load();
        }
    }

    private static FloatTensor changed(FloatTensor own) {
        Random random = new Random(7);
        float[] values = own.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] += 0.1f * (float) random.nextGaussian();
        }
        return FloatTensor.wrap(values, own.dimension(0), own.dimension(1));
    }

    private static double distance(FloatTensor a, FloatTensor b) {
        return IntStream.range(0, a.size())
                .mapToDouble(i -> Math.abs((double) a.get(i) - b.get(i)))
                .max()
                .orElseThrow();
    }
}
