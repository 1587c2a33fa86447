package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.SafetensorsCheckpoint;
import dev.engram.models.weights.TensorInfo;
import dev.engram.models.weights.TestCheckpoints;
import dev.engram.models.weights.TestSafetensors;
import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands on a directory whose model has no MLP: the tiny GPT-2 with its MLPs cut out. */
class AttentionOnlyModelTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void cut() throws IOException {
        Path gpt2 = SharedFolder.require("models", "tiny", "gpt2");
        Files.copy(gpt2.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        String config = Files.readString(gpt2.resolve("config.json"));
        Files.writeString(
                folder.resolve("config.json"),
                config.replace("\"model_type\": \"gpt2\"", "\"model_type\": \"attention_only\""));
        Map<String, FloatTensor> kept = new LinkedHashMap<>();
        try (SafetensorsCheckpoint checkpoint = SafetensorsCheckpoint.open(gpt2)) {
            for (TensorInfo info : checkpoint.tensors().values()) {
                if (!info.name().contains(".mlp.") && !info.name().contains(".ln_2.")) {
                    int[] shape =
                            info.shape().stream().mapToInt(Math::toIntExact).toArray();
                    kept.put(info.name(), FloatTensor.of(TestCheckpoints.floats(checkpoint, info.name()), shape));
                }
            }
        }
        TestSafetensors.write(folder.resolve("model.safetensors"), kept);
    }

    @Test
    void inspect_says_that_there_is_no_mlp() {
        JsonNode json = JsonMapper.shared().readTree(run("inspect", "--json").out());

        assertThat(json.get("topology").asString()).isEqualTo("attention_only");
        assertThat(json.get("mlp").isNull()).isTrue();
        assertThat(json.get("sites").toString())
                .contains("attn.out")
                .doesNotContain("mlp")
                .doesNotContain("mid");
        assertThat(run("inspect").out()).containsPattern("MLP +none");
    }

    @Test
    void trace_restores_what_there_is() {
        CommandRun run = trace("--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(JsonMapper.shared().readTree(run.out()).get("grids").propertyNames())
                .containsExactly("hidden", "attn");
    }

    @Test
    void restoring_mlps_is_refused() {
        CommandRun run = trace("--kind", "mlp");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("'mlp' cannot be restored").contains("hidden, attn");
    }

    private CommandRun trace(String... more) {
        List<String> options =
                new ArrayList<>(List.of("--prompt", "The Eiffel Tower is in", "--subject", "Eiffel", "--samples", "2"));
        options.addAll(List.of(more));
        return run("trace", options.toArray(String[]::new));
    }

    private CommandRun run(String command, String... options) {
        List<String> all = new ArrayList<>(List.of(command, "--model", folder.toString()));
        all.addAll(List.of(options));
        return CommandRun.of(all.toArray(String[]::new));
    }
}
