package dev.engram.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.datasets.Prompt;
import dev.engram.models.SiteModel;
import dev.engram.models.TinyDirectories;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.spec.Visibility;
import dev.engram.testing.Tolerances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every cell of the tiny models' grids against the reference protocol, and against whole passes of our own. */
class TinyTraceGoldenTest {

    @ParameterizedTest
    @MethodSource("dev.engram.models.TinyDirectories#supported")
    void every_cell_is_the_references(String name) throws IOException {
        JsonNode golden =
                JsonMapper.shared().readTree(TinyDirectories.golden(name).toFile());
        assertThat(golden.get("cases")).isNotEmpty();
        try (ModelFiles files = ModelFiles.open(TinyDirectories.directory(name));
                SiteModel model = files.load()) {
            for (JsonNode expected : golden.get("cases")) {
                TraceResult result = new CausalTracer(model).trace(TraceGoldens.request(expected), WhatIfProgress.NONE);

                assertThat(result.answer().ids().get(0))
                        .isEqualTo(expected.get("answer_id").asInt());
                assertThat(result.subject().from())
                        .isEqualTo(expected.get("subject_range").get(0).asInt());
                assertThat(result.subject().to())
                        .isEqualTo(expected.get("subject_range").get(1).asInt());
                assertCell(result.cleanValue(), expected.get("clean_probability"));
                assertCell(result.corruptedValue(), expected.get("corrupted_probability"));
                for (RestoredState state : result.grids().keySet()) {
                    assertGrid(result.grid(state), expected.get("scores").get(state.label()));
                }
                assertThat(PlainTrace.greatestDifference(
                                model, result, TraceGoldens.request(expected).settings()))
                        .isLessThan(Tolerances.PLAIN_CELL);
            }
        }
    }

    /** No position sees the whole subject at once; what was in it comes on from layer to layer. */
    @Test
    void a_window_shorter_than_the_subject_is_traced_as_by_whole_passes(@TempDir Path folder) throws IOException {
        Path directory = TinyDirectories.copy("mistral", folder.resolve("short"));
        Path config = directory.resolve("config.json");
        Files.writeString(config, Files.readString(config).replace("\"sliding_window\": 6", "\"sliding_window\": 2"));
        JsonNode golden = JsonMapper.shared()
                .readTree(TinyDirectories.golden("mistral").toFile())
                .get("cases")
                .get(2);
        try (ModelFiles files = ModelFiles.open(directory);
                SiteModel model = files.load()) {
            assertThat(files.weights().spec().visibility()).containsOnly(new Visibility.Windowed(2));

            TraceRequest request = TraceRequest.of(
                    Prompt.of("The Old Quarter Bridge is located in", "Old Quarter Bridge"),
                    TraceGoldens.request(golden).settings());
            TraceResult result = new CausalTracer(model).trace(request, WhatIfProgress.NONE);

            assertThat(result.subject().length()).isGreaterThan(2);
            assertThat(PlainTrace.greatestDifference(model, result, request.settings()))
                    .isLessThan(Tolerances.PLAIN_CELL);
        }
    }

    private static void assertGrid(TraceGrid actual, JsonNode expected) {
        assertThat(actual.positions()).isEqualTo(expected.size());
        for (int position = 0; position < actual.positions(); position++) {
            for (int layer = 0; layer < actual.layers(); layer++) {
                assertCell(actual.at(position, layer), expected.get(position).get(layer));
            }
        }
    }

    private static void assertCell(double actual, JsonNode expected) {
        assertThat(actual).isCloseTo(expected.asDouble(), within(Tolerances.TINY_CELL));
    }
}
