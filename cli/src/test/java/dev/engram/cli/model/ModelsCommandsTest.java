package dev.engram.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.CommandRun;
import dev.engram.models.hub.FakeHub;
import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code engram models} as a user calls it, with a hub on this machine. */
class ModelsCommandsTest {

    private static final String ID = "org/tiny";

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void ownCaches() {
        environment.put("HF_HOME", folder.resolve("hf").toString());
        environment.put("ENGRAM_CACHE", folder.resolve("engram").toString());
        environment.put("HF_HUB_OFFLINE", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "pull", "rm", "where"})
    void help_shows_examples(String command) {
        CommandRun run = run("models", command, "--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Examples:").contains("engram models " + command);
    }

    @Test
    void models_alone_lists_its_commands() {
        CommandRun run = run("models");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("list, pull, rm, where").contains("engram models --help");
    }

    @Test
    void a_pulled_model_is_located_listed_run_and_removed() throws IOException {
        CommandRun pulled = pullTiny();
        assertThat(pulled.code()).as(pulled.err()).isZero();
        assertThat(pulled.err()).isEmpty();

        CommandRun where = run("models", "where", ID);
        assertThat(where.out()).isEqualTo(pulled.out());
        assertThat(Path.of(where.out().strip())).isDirectory();

        assertThat(run("models", "list").out()).containsPattern("org/tiny +cached");
        CommandRun predicted = run("predict", "--model", ID, "--prompt", "The Eiffel Tower", "--top", "1");
        assertThat(predicted.code()).as(predicted.err()).isZero();

        assertThat(run("inspect", "--model", ID).out()).contains(ID); // rather than the snapshot's commit

        CommandRun removed = run("models", "rm", ID);
        assertThat(removed.code()).isZero();
        assertThat(removed.out()).contains("removed org/tiny").containsPattern("\\d [kM]B");
        assertThat(folder.resolve("hf/hub/models--org--tiny")).doesNotExist();
        assertThat(run("models", "where", ID).code()).isEqualTo(2);
    }

    @Test
    void the_list_for_machines_says_what_can_be_run() {
        JsonNode models = JsonMapper.shared()
                .readTree(run("models", "list", "--json").out())
                .get("models");

        JsonNode gpt2 = models.valueStream()
                .filter(model -> model.get("name").asString().equals("gpt2"))
                .findFirst()
                .orElseThrow();
        assertThat(gpt2.get("where").asString()).isEqualTo("not here");
        assertThat(gpt2.get("id").asString()).isEqualTo("openai-community/gpt2");
        assertThat(gpt2.get("licence").asString()).isEqualTo("MIT");
        assertThat(gpt2.get("downloadBytes").asLong()).isEqualTo(552_000_000);
        assertThat(gpt2.get("supported").asBoolean()).isTrue();
    }

    @Test
    void a_short_name_that_is_not_here_is_answered_with_how_to_get_it() {
        CommandRun run = run("predict", "--model", "gpt2", "--prompt", "a");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("engram models pull gpt2").contains("552 MB");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void offline_is_said_with_the_variable() {
        CommandRun run = run("models", "pull", "gpt2");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("HF_HUB_OFFLINE");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void a_model_that_the_hub_lacks_is_the_works_failure() throws IOException {
        try (FakeHub hub = new FakeHub("org/other")) {
            goOnline(hub);

            CommandRun run = run("models", "pull", ID);

            assertThat(run.code()).isEqualTo(1);
            assertThat(run.err()).contains("there is no model 'org/tiny'");
        }
    }

    @Test
    void calls_that_cannot_be_are_refused() {
        assertThat(run("models", "pull").err()).contains("NAME");
        assertThat(run("models", "rm", "demo").err()).contains("comes with Engram");
        assertThat(run("models", "rm", "demo").code()).isEqualTo(2);
        assertThat(run("models", "rm", "no/such").code()).isEqualTo(2);
        environment.put("HF_ENDPOINT", "somewhere");
        assertThat(run("models", "pull", "gpt2").err()).contains("HF_ENDPOINT");
        environment.put("HF_ENDPOINT", "http://127.0.0.1:1");
        environment.put("HF_TOKEN", "hf_secret\nX: y");
        CommandRun run = run("models", "pull", "gpt2");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("HF_TOKEN").doesNotContain("hf_secret");
    }

    private CommandRun pullTiny() throws IOException {
        Path tiny = SharedFolder.require("models", "tiny", "gpt2");
        try (FakeHub hub = new FakeHub(ID)) {
            for (String name : new String[] {"config.json", "tokenizer.json", "tokenizer_config.json"}) {
                hub.small(name, Files.readString(tiny.resolve(name)));
            }
            hub.large("model.safetensors", Files.readAllBytes(tiny.resolve("model.safetensors")));
            goOnline(hub);
            return run("models", "pull", ID);
        } finally {
            environment.put("HF_HUB_OFFLINE", "1");
        }
    }

    private void goOnline(FakeHub hub) {
        environment.put("HF_ENDPOINT", hub.endpoint().toString());
        environment.remove("HF_HUB_OFFLINE");
    }

    private CommandRun run(String... args) {
        return CommandRun.in(environment, args);
    }
}
