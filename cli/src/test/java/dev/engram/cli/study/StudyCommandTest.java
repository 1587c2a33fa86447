package dev.engram.cli.study;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Studies of the bundled model from the command line, by fine-tuning, which needs neither statistics nor prefixes. */
class StudyCommandTest {

    @TempDir
    private Path folder;

    private Path facts;

    @BeforeEach
    void write() throws IOException {
        facts = folder.resolve("capitals.jsonl");
        Files.writeString(
                facts,
                record("France", "Paris", "Rome")
                        + record("Spain", "Madrid", "Oslo")
                        + record("Italy", "Rome", "Lima")
                        + record("Egypt", "Lisbon", "Paris"));
    }

    private static String record(String subject, String old, String target) {
        return """
                {"id":"%s","prompt":"The capital of {} is","subject":"%s","answer":"%s","target":"%s",\
                "paraphrases":["%s's capital is the city of"],"neighbours":[{"prompt":"The capital of Norway is","answer":"Oslo"}]}
                """.formatted(subject, subject, old, target, subject);
    }

    private CommandRun study(String out, String... more) {
        return run(Stream.concat(
                        Stream.of(
                                "--facts",
                                facts.toString(),
                                "--method",
                                "ft-m",
                                "--out",
                                folder.resolve(out).toString()),
                        Stream.of(more))
                .toList());
    }

    private CommandRun run(List<String> options) {
        return CommandRun.caching(
                folder, Stream.concat(Stream.of("study"), options.stream()).toArray(String[]::new));
    }

    private String file(String out, String name) throws IOException {
        return Files.readString(folder.resolve(out).resolve(name));
    }

    private JsonNode summary(String out) throws IOException {
        return JsonMapper.shared().readTree(file(out, "summary.json"));
    }

    @Test
    void facts_are_traced_and_edited_in_each_layer_and_what_that_shows_is_kept() throws IOException {
        CommandRun run = study("one", "--layers", "0,1,2");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("4 facts: 3 studied; 1 answered wrongly, 0 without a total effect")
                .contains("tracing effect", "rewrite score", "paraphrase score", "neighbourhood score")
                .contains("Over 3 facts and 3 layers, restoring the hidden state at the last subject token");
        assertThat(file("one", "results.jsonl").lines()).hasSize(4);
        JsonNode main = summary("one").path("relations").path(0);
        assertThat(main.path("facts").asInt()).isEqualTo(3);
        assertThat(main.path("layers").size()).isEqualTo(3);
        assertThat(main.path("layers").path(2).path("layer").asInt()).isEqualTo(2);
        assertThat(summary("one").path("facts").path("wrong").asInt()).isEqualTo(1);
        assertThat(summary("one").path("run").path("settings").path("editor").asString())
                .isEqualTo("fine-tuning");
        assertThat(file("one", "report.html")).contains("do traces say where to edit?");
    }

    @Test
    void a_study_that_was_cut_off_goes_on_to_the_same_results() throws IOException {
        assertThat(study("whole", "--layers", "0,2").code()).isZero();
        assertThat(study("cut", "--layers", "0,2").code()).isZero();
        Path results = folder.resolve("cut").resolve("results.jsonl");
        byte[] all = Files.readAllBytes(results);
        Files.write(results, Arrays.copyOf(all, all.length / 2));

        CommandRun again = study("cut", "--layers", "0,2", "--json");

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).contains("going on after the 1 facts that are done");
        assertThat(file("cut", "results.jsonl")).isEqualTo(file("whole", "results.jsonl"));
        assertThat(summary("cut").path("relations")).isEqualTo(summary("whole").path("relations"));
        assertThat(JsonMapper.shared().readTree(again.out())).isEqualTo(summary("cut"));
    }

    @Test
    void facts_that_are_answered_wrongly_can_be_kept() throws IOException {
        CommandRun run =
                study("kept", "--layers", "0,1", "--first", "3", "--keep-wrong", "--kind", "mlp", "--window", "3");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("1 fact: 1 studied; 1 answered wrongly")
                .contains("restoring MLP outputs at the last subject token");
        assertThat(summary("kept")
                        .path("run")
                        .path("conditions")
                        .path("kinds")
                        .path("mlp")
                        .path("layers")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void where_no_fact_can_be_studied_there_is_a_summary_and_no_page() {
        CommandRun run = study("none", "--layers", "0,1", "--first", "3");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("No fact was both traced and edited");
        assertThat(folder.resolve("none").resolve("summary.json")).exists();
        assertThat(folder.resolve("none").resolve("report.html")).doesNotExist();
    }

    @Test
    void another_run_and_wrong_calls_are_refused_by_name() throws IOException {
        assertThat(study("two", "--layers", "0,1", "--first", "3").code()).isZero();
        Path settings = Files.writeString(
                folder.resolve("settings.json"),
                "{\"editor\": \"fine-tuning\", \"layer\": 1, \"steps\": 2, \"learningRate\": 0.001, \"earlyStop\": 0, \"largestChange\": 0.1}");

        assertThat(study("two", "--layers", "0,2", "--first", "3").err())
                .contains("holds another run: layers.1 is 1 there and 2 here");
        refuses(study("x", "--layers", "0,99"), "layer 99 is none of the model's, which are 0 to ");
        refuses(study("x", "--layers", "-1,0"), "layer -1 is none of the model's");
        refuses(study("x", "--layers", "1,1"), "layers [1]; a study compares two layers at least");
        refuses(study("x", "--model", "induction"), "attention alone; a study edits MLPs");
        refuses(study("x", "--kind", "heads"), "'heads' is none of hidden, mlp, attn");
        refuses(study("x", "--kind", "mlp", "--window", "0"), "a window of 0 layers");
        refuses(study("x", "--limit", "9"), "facts 0 to 8 are asked for, and there are 4");
        refuses(
                study("x", "--settings", settings.toString()),
                "holds settings of ft-l, not of ft-m; leave out --method");
        refuses(study("x", "--statistics", "c.npz"), "--statistics is a file of one layer's statistics");
        refuses(
                run(List.of("--out", folder.resolve("x").toString(), "--skip-bad")),
                "name a file of facts with --facts");
        refuses(run(List.of("--facts", facts.toString())), "--out");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    private static void refuses(CommandRun run, String message) {
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }
}
