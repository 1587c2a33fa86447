package dev.engram.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.SiteModel;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import dev.engram.testing.SharedFolder;
import dev.engram.testing.Tolerances;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The real model's traces against the reference protocol: a seeded share of the cells by default, all of them with {@code -Pslow}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmolLm2TraceGoldenTest {

    private static final int CELLS_OF_EACH_GRID = 30;

    private SiteModel model;
    private JsonNode golden;

    @BeforeAll
    void load() throws IOException {
        try (ModelFiles files = ModelFiles.open(SharedFolder.require("models", "smollm2-135m-instruct-q4_1.gguf"))) {
            model = files.load();
        }
        golden = TraceGoldens.read("golden", "smollm2-traces.json");
    }

    @AfterAll
    void close() {
        if (model != null) {
            model.close();
        }
    }

    IntStream facts() {
        assertThat(golden.size()).isPositive();
        return IntStream.range(0, golden.size());
    }

    @ParameterizedTest
    @MethodSource("facts")
    void baselines_and_a_seeded_share_of_the_cells_are_the_references(int fact) {
        assertCells(golden.get(fact), CELLS_OF_EACH_GRID, new Random(fact));
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("facts")
    void every_cell_is_the_references(int fact) {
        assertCells(golden.get(fact), Integer.MAX_VALUE, new Random(fact));
    }

    private void assertCells(JsonNode expected, int cellsOfEachGrid, Random random) {
        TraceRequest request = TraceGoldens.request(expected);
        TokenSequence tokens = model.tokenizer().encode(request.prompt().text());
        TokenSpan subject = tokens.covering(
                request.prompt().subjectStart(), request.prompt().subjectEnd());
        TraceSettings settings = new TraceSettings(
                request.noiseStdDev().orElseThrow(), request.samples(), request.seed(), request.window());
        CorruptedBatch batch = new CorruptedBatch(
                model, tokens, subject, expected.get("answer_id").asInt(), settings);

        assertCell(batch.baselines().clean(), expected.get("clean_probability"));
        assertCell(batch.baselines().corrupted(), expected.get("corrupted_probability"));
        int layers = model.spec().layers();
        for (RestoredState state : RestoredState.values()) {
            List<RestoredCell> cells = CausalTracer.cells(state, tokens.length(), layers, request.window());
            List<Integer> chosen =
                    new ArrayList<>(IntStream.range(0, cells.size()).boxed().toList());
            Collections.shuffle(chosen, random);
            chosen = chosen.subList(0, Math.min(cellsOfEachGrid, chosen.size()));
            for (int from = 0; from < chosen.size(); from += batch.cellsPerPass()) {
                List<Integer> part = chosen.subList(from, Math.min(chosen.size(), from + batch.cellsPerPass()));
                double[] actual = batch.restoring(part.stream().map(cells::get).toList());
                for (int i = 0; i < actual.length; i++) {
                    JsonNode grid = expected.get("scores").get(state.label());
                    assertCell(actual[i], grid.get(part.get(i) / layers).get(part.get(i) % layers));
                }
            }
        }
    }

    private static void assertCell(double actual, JsonNode expected) {
        assertThat(actual).isCloseTo(expected.asDouble(), within(Tolerances.REAL_CELL));
    }
}
