package dev.engram.models.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.LanguageModel;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyDirectories;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.Sampling;
import dev.engram.models.onnx.TinyGraphs;
import dev.engram.models.score.Continuation;
import dev.engram.models.score.ContinuationScore;
import dev.engram.models.score.TeacherForcing;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.testing.SharedFolder;
import dev.engram.testing.Tolerances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Graphs that another exporter made of the tiny models. */
class OnnxModelFilesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama"})
    void a_foreign_decoder_has_the_logits_of_transformers(String name) throws IOException {
        JsonNode golden =
                JsonMapper.shared().readTree(TinyDirectories.golden(name).toFile());
        try (LanguageModel model = load(name)) {
            List<List<Integer>> batch = new ArrayList<>();
            for (JsonNode expected : golden.get("cases")) {
                batch.add(model.tokenizer()
                        .encode(expected.get("prompt").asString())
                        .ids());
            }
            List<FloatTensor> logits = model.nextTokenLogits(batch);

            assertThat(logits).hasSize(golden.get("cases").size()).isNotEmpty();
            for (int i = 0; i < batch.size(); i++) {
                JsonNode expected = golden.get("cases").get(i).get("last_logits");
                for (int id = 0; id < expected.size(); id++) {
                    assertThat((double) logits.get(i).get(id))
                            .isCloseTo(expected.get(id).asDouble(), within(Tolerances.TINY_ACTIVATION));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt2", "llama"})
    void it_continues_and_scores_texts_as_the_model_that_it_was_made_of(String name) throws IOException {
        try (LanguageModel foreign = load(name);
                ModelFiles files = ModelFiles.open(TinyDirectories.directory(name));
                SiteModel own = files.load()) {
            List<GenerationRequest> requests = IntStream.range(1, 4)
                    .mapToObj(i -> new GenerationRequest(
                            IntStream.range(0, 3 * i).boxed().toList(), 5 * i, Set.of(), new Sampling.Greedy()))
                    .toList();
            List<Continuation> continuations = List.of(
                    new Continuation(List.of(5, 6), List.of(7, 8, 9)), new Continuation(List.of(300), List.of(2)));

            assertThat(foreign.contextLength()).isEqualTo(own.contextLength());
            assertThat(foreign.generate(requests)).isEqualTo(own.generate(requests));
            List<ContinuationScore> scores = TeacherForcing.score(foreign, continuations);
            List<ContinuationScore> expected = TeacherForcing.score(own, continuations);
            for (int i = 0; i < scores.size(); i++) {
                for (int t = 0; t < scores.get(i).tokens().size(); t++) {
                    var actual = scores.get(i).tokens().get(t);
                    var same = expected.get(i).tokens().get(t);
                    assertThat(actual.logProbability())
                            .isCloseTo(same.logProbability(), within(Tolerances.TINY_ACTIVATION));
                    assertThat(actual.rank()).isEqualTo(same.rank());
                    assertThat(actual.firstChoice()).isEqualTo(same.firstChoice());
                }
            }
        }
    }

    @Test
    void what_cannot_be_asked_is_refused_by_name() throws IOException {
        try (LanguageModel model = load("gpt2")) {
            assertThatThrownBy(() -> model.nextTokenLogits(List.of(List.of())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no tokens");
            assertThatThrownBy(() -> model.nextTokenLogits(List.of(List.of(384))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("token 384 is not in the model's vocabulary of 384");
            assertThatThrownBy(() -> model.nextTokenLogits(
                            List.of(IntStream.range(0, 65).boxed().toList())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("65 tokens is longer than the model's context of 64");
        }
    }

    @Test
    void a_graph_in_a_folder_of_its_own_is_found_with_what_is_above_it() throws IOException {
        Path source = SharedFolder.require("models", "onnx", "gpt2");
        for (String name : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
            Files.write(folder.resolve(name), Files.readAllBytes(source.resolve(name)));
        }
        Path inside = Files.createDirectories(folder.resolve("onnx"));
        Path named = Files.write(inside.resolve("model_other.onnx"), Files.readAllBytes(source.resolve("model.onnx")));

        assertThat(OnnxModelFiles.isGraphAlone(folder)).isFalse();
        Files.copy(named, inside.resolve("model.onnx"));
        try (TextModelFiles byDirectory = TextModelFiles.open(folder);
                TextModelFiles byFile = TextModelFiles.open(named);
                LanguageModel model = byFile.load()) {
            assertThat(byDirectory).isInstanceOf(OnnxModelFiles.class);
            assertThat(byDirectory.fingerprint()).isEqualTo(byFile.fingerprint());
            assertThat(byFile.name()).isEqualTo(folder.getFileName().toString());
            assertThat(model.nextTokenLogits(List.of(List.of(1)))).hasSize(1);
        }
    }

    @Test
    void a_graph_beside_weights_that_are_understood_is_left_alone() throws IOException {
        Path copy = TinyDirectories.copy("gpt2", folder.resolve("both"));
        TinyGraphs.write(copy.resolve("model.onnx"), new TinyGraphs.Traits(false, false, false));

        try (TextModelFiles files = TextModelFiles.open(copy)) {
            assertThat(files).isInstanceOf(ModelFiles.class);
        }
    }

    @Test
    void more_than_texts_is_refused_with_what_is_missing() {
        Path directory = SharedFolder.require("models", "onnx", "gpt2");

        assertThatThrownBy(() -> ModelFiles.open(directory))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(directory + " is an ONNX graph alone, of which only texts can be asked")
                .hasMessageContaining("engram models pull ORG/NAME");
    }

    @Test
    void a_graph_without_a_configuration_is_refused() throws IOException {
        Path file = TinyGraphs.write(folder.resolve("model.onnx"), new TinyGraphs.Traits(false, false, false));

        assertThatThrownBy(() -> TextModelFiles.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has no config.json");
    }

    private static LanguageModel load(String name) throws IOException {
        try (TextModelFiles files = TextModelFiles.open(SharedFolder.require("models", "onnx", name))) {
            return files.load();
        }
    }
}
