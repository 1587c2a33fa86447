package dev.engram.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.CommandRun;
import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code engram patch} on a tiny model, as a user calls it. */
class PatchCommandTest {

    private static final String CLEAN = "Paris is in the";
    private static final String CORRUPTED = "Paris is of the";

    @TempDir
    private Path folder;

    @Test
    void json_is_one_object_with_both_runs() {
        CommandRun run = patch("--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertThat(json.propertyNames())
                .containsExactly(
                        "clean",
                        "corrupted",
                        "answer",
                        "foil",
                        "direction",
                        "site",
                        "axes",
                        "grid",
                        "settings",
                        "model",
                        "compute");
        JsonNode tokens = json.get("clean").get("tokens");
        assertThat(json.get("clean").get("prompt").asString()).isEqualTo(CLEAN);
        assertThat(json.get("corrupted").get("tokens")).hasSize(tokens.size());
        assertThat(json.get("clean").get("logitDifference").asDouble())
                .isGreaterThan(json.get("corrupted").get("logitDifference").asDouble());
        assertThat(json.get("answer").get("id").asInt())
                .isNotEqualTo(json.get("foil").get("id").asInt());
        assertThat(json.get("direction").asString()).isEqualTo("denoise");
        assertThat(json.get("site").asString()).isEqualTo("resid.pre");
        assertThat(json.get("axes").toString()).isEqualTo("[\"position\",\"layer\"]");
        assertThat(json.get("settings").get("bos").asString()).isEqualTo("as_configured");
        assertThat(json.get("model").get("sha256").asString()).hasSize(64);
    }

    @Test
    void the_cells_of_the_different_tokens_carry_what_the_runs_differ_in() {
        JsonNode json = JsonMapper.shared().readTree(patch("--json").out());

        JsonNode grid = json.get("grid");
        int position = different(json);
        assertThat(grid).hasSize(json.get("clean").get("tokens").size());
        assertThat(grid.get(position).get(0).asDouble()).isEqualTo(1.0);
        assertThat(grid.get(0).get(0).asDouble()).isEqualTo(0.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"attn.z", "attn.hook_z"})
    void heads_are_patched_at_all_positions(String site) {
        JsonNode json = JsonMapper.shared()
                .readTree(
                        patch("--site", site, "--direction", "noise", "--json").out());

        assertThat(json.get("site").asString()).isEqualTo("attn.z");
        assertThat(json.get("direction").asString()).isEqualTo("noise");
        assertThat(json.get("axes").toString()).isEqualTo("[\"layer\",\"head\"]");
        assertThat(json.get("grid").size()).isPositive();
    }

    @Test
    void a_heatmap_and_a_report_are_made() throws IOException {
        Path report = folder.resolve("patch.html");

        CommandRun run = patch("--html", report.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("Patching clean resid.pre into the corrupted run")
                .contains("measure:    logit(")
                .contains("logit difference recovered")
                .contains("highest:    ")
                .doesNotContain("\u001B");
        assertThat(run.err()).contains("wrote " + report);
        assertThat(Files.readString(report))
                .contains("default-src &#39;none&#39;")
                .contains("engram patch --model")
                .contains("Activation patching");
        assertThat(folder.toFile().list()).containsExactly("patch.html"); // no temporary file is left
    }

    @Test
    void explain_shows_the_work_and_does_none() {
        CommandRun run = patch("--explain");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("token-layers")
                .containsPattern("attention outputs +[\\d,]+ +[\\d,]+ +\\d+\\.\\d\\d")
                .doesNotContain("Patching");
        assertThat(JsonMapper.shared()
                        .readTree(patch("--explain", "--json").out())
                        .propertyNames())
                .containsExactlyInAnyOrder("parts", "planned", "plain");
    }

    // --- what is refused

    @Test
    void prompts_of_unequal_length_are_refused_with_their_tokens() {
        CommandRun run = of("patch", CLEAN, "Paris is in in the");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err())
                .contains("the clean prompt has ")
                .contains("|P|a|")
                .contains("patching needs equally many, and from position ")
                .contains("stands against");
    }

    @Test
    void equal_prompts_are_refused() {
        CommandRun run = of("patch", CLEAN, CLEAN);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("both prompts have the tokens |P|a|");
    }

    @Test
    void one_token_as_answer_and_foil_is_refused() {
        CommandRun run = patch("--answer", " is", "--foil", " is");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("' is' (token ")
                .contains("both the answer and the foil")
                .contains("--foil");
    }

    @Test
    void a_foil_of_several_tokens_is_refused_with_its_tokens() {
        CommandRun run = patch("--foil", " Constantinople");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("the foil ' Constantinople' is ")
                .contains("|")
                .contains("one token is watched");
    }

    @Test
    void what_cannot_be_patched_is_refused_with_what_can() {
        CommandRun run = patch("--site", "attn.q");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("'attn.q'").contains("resid.pre").contains("attn.z");
        assertThat(patch("--direction", "sideways").err()).contains("--direction");
    }

    @Test
    void a_plan_leaves_nothing_to_report() {
        Path report = folder.resolve("patch.html");

        CommandRun run = patch("--explain", "--html", report.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--explain leaves nothing to write to " + report);
        assertThat(patch("--html", "/no/such/folder/patch.html").err()).contains("/no/such/folder");
    }

    private static int different(JsonNode json) {
        JsonNode clean = json.get("clean").get("tokens");
        JsonNode corrupted = json.get("corrupted").get("tokens");
        int position = 0;
        while (clean.get(position).get("id").equals(corrupted.get(position).get("id"))) {
            position++;
        }
        return position;
    }

    private static CommandRun patch(String... more) {
        return of("patch", CLEAN, CORRUPTED, more);
    }

    private static CommandRun of(String command, String clean, String corrupted, String... more) {
        String model = SharedFolder.require("models", "tiny", "gpt2").toString();
        List<String> all =
                new ArrayList<>(List.of(command, "--model", model, "--clean", clean, "--corrupted", corrupted));
        all.addAll(List.of(more));
        return CommandRun.of(all.toArray(String[]::new));
    }
}
