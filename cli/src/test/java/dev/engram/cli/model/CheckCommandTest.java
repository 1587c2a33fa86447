package dev.engram.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.CommandRun;
import dev.engram.testing.SharedFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All engines, asked the same from the command line. */
class CheckCommandTest {

    @TempDir
    private Path folder;

    private CommandRun run(String... call) {
        return CommandRun.caching(folder, call);
    }

    @Test
    void the_engines_agree_on_the_bundled_model_before_an_edit_and_after() {
        Path edit = folder.resolve("rome.safetensors");
        CommandRun edited = run(
                "edit",
                "--method",
                "ft-m",
                "--layers",
                "1",
                "--prompt",
                "The capital of {} is",
                "--subject",
                "France",
                "--target",
                "Rome",
                "--out",
                edit.toString());
        assertThat(edited.code()).as(edited.err()).isZero();

        CommandRun run = run(
                "check",
                "--prompt",
                "The capital of France is",
                "--subject",
                "France",
                "--edit",
                edit.toString(),
                "--json");

        assertThat(run.code()).as(run.err()).isZero();
        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertThat(json.get("agree").asBoolean()).isTrue();
        assertThat(json.get("editChanges").asDouble()).isGreaterThan(1);
        assertThat(json.get("comparisons")).hasSize(6);
        for (JsonNode each : json.get("comparisons")) {
            assertThat(each.get("logits").asDouble()).isBetween(0.0, 1e-3);
            assertThat(each.get("cells").asDouble()).isBetween(0.0, 1e-4);
            assertThat(each.get("otherFirstChoices").asInt()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gptj", "gpt-neox", "mistral", "qwen3"})
    void the_engines_agree_on_other_families(String name) {
        CommandRun run = run(
                "check", "--model", SharedFolder.require("models", "tiny", name).toString());

        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(run.out())
                .contains("3 prompts")
                .contains("djl, onnx")
                .contains("djl, reference")
                .contains("onnx, reference")
                .contains("the engines agree: logits within 0.0020, cells within 0.00010");
    }
}
