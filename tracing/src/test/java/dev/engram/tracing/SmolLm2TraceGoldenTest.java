package dev.engram.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.SiteModel;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.files.ModelFiles;
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

/**
 * The real model's traces: every cell against the reference protocol, and against whole passes of our own a seeded share by default, all of
 * them with {@code -Pslow}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmolLm2TraceGoldenTest {

    private static final int CELLS_OF_EACH_GRID = 12;

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
    void every_cell_is_the_references(int fact) {
        JsonNode expected = golden.get(fact);

        TraceResult result = new CausalTracer(model).trace(TraceGoldens.request(expected), WhatIfProgress.NONE);

        assertThat(result.answer().ids())
                .containsExactly(expected.get("answer_id").asInt());
        assertCell(result.cleanValue(), expected.get("clean_probability"));
        assertCell(result.corruptedValue(), expected.get("corrupted_probability"));
        assertThat(result.grids()).hasSize(3);
        result.grids().forEach((state, grid) -> {
            JsonNode scores = expected.get("scores").get(state.label());
            assertThat(grid.positions()).isEqualTo(scores.size());
            for (int position = 0; position < grid.positions(); position++) {
                for (int layer = 0; layer < grid.layers(); layer++) {
                    assertCell(grid.at(position, layer), scores.get(position).get(layer));
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("facts")
    void a_seeded_share_of_the_cells_is_that_of_whole_passes(int fact) {
        assertPlainCells(golden.get(fact), CELLS_OF_EACH_GRID, new Random(fact));
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("facts")
    void every_cell_is_that_of_whole_passes(int fact) {
        assertPlainCells(golden.get(fact), Integer.MAX_VALUE, new Random(fact));
    }

    private void assertPlainCells(JsonNode fact, int cellsOfEachGrid, Random random) {
        TraceRequest request = TraceGoldens.request(fact);
        TraceResult result = new CausalTracer(model).trace(request, WhatIfProgress.NONE);
        PlainTrace plain = new PlainTrace(
                model, result.tokens(), result.subject(), result.answer().ids().get(0), request.settings());
        int layers = model.spec().layers();
        request.settings().states().forEach((state, window) -> {
            List<RestoredCell> cells = PlainTrace.cells(state, result.tokens().length(), layers, window);
            List<Integer> chosen =
                    new ArrayList<>(IntStream.range(0, cells.size()).boxed().toList());
            Collections.shuffle(chosen, random);
            chosen = chosen.subList(0, Math.min(cellsOfEachGrid, chosen.size()));
            for (int from = 0; from < chosen.size(); from += plain.cellsPerPass()) {
                List<Integer> part = chosen.subList(from, Math.min(chosen.size(), from + plain.cellsPerPass()));
                double[] expected =
                        plain.restoring(part.stream().map(cells::get).toList());
                for (int i = 0; i < expected.length; i++) {
                    double actual = result.grid(state).at(part.get(i) / layers, part.get(i) % layers);
                    assertThat(actual).isCloseTo(expected[i], within(Tolerances.PLAIN_CELL));
                }
            }
        });
    }

    private static void assertCell(double actual, JsonNode expected) {
        assertThat(actual).isCloseTo(expected.asDouble(), within(Tolerances.REAL_CELL));
    }
}
