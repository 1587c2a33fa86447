package dev.engram.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.CommandRun;
import dev.engram.datasets.Prompt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code engram trace} as a newcomer calls it: without a prompt, on the bundled model. */
class DemonstrationTest {

    @TempDir
    private Path folder;

    @Test
    void a_trace_of_nothing_in_particular_shows_facts_and_their_average_and_writes_a_report() throws IOException {
        Path report = folder.resolve("report.html");

        CommandRun run = CommandRun.of("trace", "--samples", "2", "--html", report.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines().filter(line -> line.startsWith("clean:"))).hasSize(3);
        assertThat(run.out())
                .contains("Over 3 facts, restoring the hidden state has its largest average effect")
                .contains("95 % interval")
                .containsOnlyOnce("The best layer to trace is not thereby the best layer to edit");
        assertThat(run.err()).contains("wrote " + report).contains("engram models pull");
        String page = Files.readString(report);
        assertThat(Demonstration.prompts())
                .allSatisfy(prompt -> assertThat(page).contains(">" + prompt.subject() + "<"));
    }

    @Test
    void the_model_knows_the_facts_that_are_shown() {
        CommandRun run = CommandRun.of(
                "trace",
                "--samples",
                "2",
                "--json",
                "--html",
                folder.resolve("report.html").toString());

        assertThat(run.code()).as(run.err()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSameSizeAs(Demonstration.prompts());
        for (int i = 0; i < lines.size(); i++) {
            JsonNode json = JsonMapper.shared().readTree(lines.get(i));
            Prompt prompt = Demonstration.prompts().get(i);
            assertThat(json.get("prompt").asString()).isEqualTo(prompt.text());
            assertThat(json.get("clean").asDouble()).as(prompt.text()).isGreaterThan(0.9);
            assertThat(json.get("corrupted").asDouble()).as(prompt.text()).isLessThan(0.5);
        }
    }

    @Test
    void another_model_needs_a_prompt() {
        CommandRun run = CommandRun.of("trace", "--model", "induction");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--prompt").contains("--subject");
    }

    @Test
    void an_answer_needs_a_prompt() {
        assertThat(CommandRun.of("trace", "--answer", " Paris").code()).isEqualTo(2);
    }
}
