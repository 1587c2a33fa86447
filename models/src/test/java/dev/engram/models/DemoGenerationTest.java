package dev.engram.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.files.BundledModels;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.generation.Generation;
import dev.engram.models.generation.GenerationRequest;
import dev.engram.models.generation.Sampling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled model continues texts side by side as it continues each alone. */
class DemoGenerationTest {

    private static final List<String> PROMPTS =
            List.of("The capital of France is", "The", "Rivers and mountains of the north, one after the other, are");

    @TempDir
    private Path folder;

    @Test
    void texts_continued_side_by_side_are_those_of_each_alone() throws IOException {
        Path demo = BundledModels.shipped(folder).find("demo").orElseThrow();
        try (ModelFiles files = ModelFiles.open(demo);
                SiteModel model = files.load()) {
            List<GenerationRequest> requests = IntStream.range(0, 12)
                    .mapToObj(i -> new GenerationRequest(
                            model.tokenizer()
                                    .encode(PROMPTS.get(i % PROMPTS.size()))
                                    .ids(),
                            5 + 3 * i,
                            model.tokenizer().endOfTextIds(),
                            i % 4 == 0 ? new Sampling.Greedy() : new Sampling.Random(1, 0, 0.95, i)))
                    .toList();

            List<Generation> together = model.generate(requests);

            assertThat(together)
                    .isEqualTo(requests.stream().map(model::generate).toList());
            assertThat(Set.copyOf(together))
                    .as("texts, all but the greedy ones by seeds of their own")
                    .hasSize(12);
        }
    }
}
