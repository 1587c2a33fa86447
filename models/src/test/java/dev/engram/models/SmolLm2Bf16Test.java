package dev.engram.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.compute.Device;
import dev.engram.models.compute.WeightPrecision;
import dev.engram.models.files.ComputeSettings;
import dev.engram.models.files.EngineKind;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The real model with weights in bfloat16, whose matrices are of sizes that the tiny ones' are not. */
class SmolLm2Bf16Test {

    private static final ForwardRequest PASS = ForwardRequest.of(List.of(List.of(504, 3575, 282, 4649, 314)));

    /** Twenty prompts differ by 0.16 at most. */
    private static final float ROUNDED_LOGIT = 0.5f;

    @Test
    void the_same_is_answered_again_and_again_and_near_to_what_exact_weights_answer() throws IOException {
        try (ModelFiles files = ModelFiles.open(SharedFolder.require("models", "smollm2-135m-instruct-q4_1.gguf"));
                SiteModel exact = files.load();
                SiteModel rounded = files.load(new ComputeSettings(EngineKind.DJL, Device.CPU, WeightPrecision.BF16))) {
            FloatTensor expected = exact.run(PASS).lastLogits(0);
            FloatTensor first = rounded.run(PASS).lastLogits(0);

            assertThat(rounded.run(PASS).lastLogits(0)).isEqualTo(first);
            for (int token = 0; token < expected.size(); token++) {
                assertThat(Math.abs(first.get(token) - expected.get(token))).isLessThan(ROUNDED_LOGIT);
            }
        }
    }
}
