package dev.engram.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.datasets.Prompt;
import dev.engram.models.SiteModel;
import dev.engram.models.WhatIfProgress;
import dev.engram.models.files.BundledModels;
import dev.engram.models.files.ModelFiles;
import dev.engram.testing.Tolerances;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled model's traces, all kinds, against whole passes. */
class DemoTraceTest {

    @TempDir
    private Path cache;

    @Test
    void every_cell_is_that_of_whole_passes() throws IOException {
        try (ModelFiles files = ModelFiles.open(
                        BundledModels.shipped(cache).find("demo").orElseThrow());
                SiteModel model = files.load()) {
            CausalTracer tracer = new CausalTracer(model);
            TraceSettings settings =
                    TraceSettings.of(Corruption.Noise.gaussian(0.25)).restoring(tracer.states());

            TraceResult result = tracer.trace(
                    TraceRequest.of(Prompt.of("The capital of France is", "France"), settings), WhatIfProgress.NONE);

            assertThat(" Paris").startsWith(result.answer().text());
            assertThat(PlainTrace.greatestDifference(model, result, settings)).isLessThan(Tolerances.PLAIN_CELL);
        }
    }
}
