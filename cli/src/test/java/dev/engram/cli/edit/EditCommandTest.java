package dev.engram.cli.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.CommandRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Edits of the bundled model from the command line: made, kept, put on, listed, removed, exported. */
class EditCommandTest {

    private static final String ASKED = "The capital of France is";

    @TempDir
    private Path folder;

    private CommandRun run(String... call) {
        return CommandRun.caching(folder, call);
    }

    /** Fine-tuning needs no statistics and no prefixes, so that it is quick. */
    private CommandRun edit(String subject, String target, String... more) {
        String[] call = {
            "edit",
            "--method",
            "ft-m",
            "--layers",
            "1",
            "--prompt",
            "The capital of {} is",
            "--subject",
            subject,
            "--target",
            target
        };
        String[] all = Arrays.copyOf(call, call.length + more.length);
        System.arraycopy(more, 0, all, call.length, more.length);
        return run(all);
    }

    private String generated(String... more) {
        String[] call = {"generate", "--prompt", ASKED, "--max-new-tokens", "6", "--json"};
        String[] all = Arrays.copyOf(call, call.length + more.length);
        System.arraycopy(more, 0, all, call.length, more.length);
        CommandRun run = run(all);
        assertThat(run.code()).as(run.err()).isZero();
        return JsonMapper.builder().build().readTree(run.out()).get("text").asString();
    }

    @Test
    void an_edit_is_shown_kept_put_on_and_exported() throws IOException {
        Path kept = folder.resolve("rome.safetensors");

        CommandRun edited = edit("France", "Rome", "--neighbour", "The capital of Italy is", "--out", kept.toString());

        assertThat(edited.code()).as(edited.err()).isZero();
        assertThat(edited.out())
                .contains("France: Rome")
                .contains("rewrite    " + ASKED)
                .contains("neighbour  The capital of Italy is")
                .contains("health: ");
        assertThat(edited.err()).contains("wrote " + kept).contains("rome.json");
        assertThat(generated()).startsWith(" Paris");
        assertThat(generated("--edit", kept.toString())).startsWith(" Rome");
        JsonNode report = JsonMapper.builder().build().readTree(Files.readString(folder.resolve("rome.json")));
        JsonNode rewrite = report.get("facts").get(0).get("recall").get(0);
        assertThat(rewrite.get("before").get("saysNew").asBoolean()).isFalse();
        assertThat(rewrite.get("after").get("saysNew").asBoolean()).isTrue();
        assertThat(rewrite.get("after").get("newAnswer").get("rank").asInt()).isEqualTo(1);

        Path exported = folder.resolve("exported");
        CommandRun export = run("export", "--edit", kept.toString(), "--out", exported.toString());
        assertThat(export.code()).as(export.err()).isZero();
        assertThat(generated("--model", exported.toString())).startsWith(" Rome");
    }

    @Test
    void edits_come_one_on_top_of_the_other_are_listed_and_taken_off() {
        Path first = folder.resolve("first.safetensors");
        Path both = folder.resolve("both.safetensors");
        Path second = folder.resolve("second.safetensors");
        edit("France", "Rome", "--out", first.toString());
        edit("Japan", "Lima", "--edit", first.toString(), "--out", both.toString());

        CommandRun listed = run("edit", "list", both.toString());
        CommandRun removed = run("edit", "remove", both.toString(), "--number", "1", "--out", second.toString());

        assertThat(listed.code()).isZero();
        assertThat(listed.out())
                .contains("1. ft-m, layer 1")
                .contains("The capital of France is Rome")
                .contains("2. ft-m")
                .contains("The capital of Japan is Lima");
        assertThat(removed.code()).as(removed.err()).isZero();
        assertThat(generated("--edit", both.toString())).startsWith(" Rome");
        assertThat(generated("--edit", second.toString())).startsWith(" Paris");
    }

    @Test
    void statistics_are_of_the_models_own_keys_where_it_has_edits_on_as_well() throws IOException {
        Path first = folder.resolve("first.safetensors");
        edit("France", "Rome", "--out", first.toString());
        String[] rome = {
            "edit",
            "--method",
            "rome",
            "--layers",
            "3",
            "--statistics-tokens",
            "900",
            "--prompt",
            "The capital of {} is",
            "--subject",
            "Japan",
            "--target",
            "Lima"
        };
        String[] onTop = Arrays.copyOf(rome, rome.length + 2);
        onTop[rome.length] = "--edit";
        onTop[rome.length + 1] = first.toString();

        CommandRun edited = run(onTop);
        assertThat(edited.code()).as(edited.err()).isZero();
        Path collected = Files.move(statisticsOfLayer3(), folder.resolve("collected.npz"));
        CommandRun alone = run(rome);

        assertThat(alone.code()).as(alone.err()).isZero();
        assertThat(statisticsOfLayer3()).hasSameBinaryContentAs(collected);
    }

    private Path statisticsOfLayer3() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("statistics"))) {
            return files.filter(file -> file.endsWith("layer-3.npz")).findAny().orElseThrow();
        }
    }

    @Test
    void a_file_of_facts_is_edited_as_a_batch_or_in_sequence() throws IOException {
        Path facts = folder.resolve("facts.jsonl");
        Files.writeString(facts, """
                {"prompt": "The capital of {} is", "subject": "France", "target": "Rome"}
                {"prompt": "The capital of {} is", "subject": "Japan", "target": "Lima"}
                """);
        String[] call = {"edit", "--method", "ft-m", "--layers", "1", "--facts", facts.toString(), "--json"};

        CommandRun batch = run(call);
        String[] inSequence = Arrays.copyOf(call, call.length + 1);
        inSequence[call.length] = "--sequential";
        CommandRun sequence = run(inSequence);

        for (CommandRun run : List.of(batch, sequence)) {
            assertThat(run.code()).as(run.err()).isZero();
            JsonNode json = JsonMapper.builder().build().readTree(run.out());
            assertThat(json.get("facts").size()).isEqualTo(2);
            assertThat(json.get("facts").get(1).get("target").asString()).isEqualTo("Lima");
        }
    }

    @Test
    void wrong_calls_are_refused_in_a_sentence() throws IOException {
        Path garbage = folder.resolve("garbage.safetensors");
        Files.writeString(garbage, "no edit");

        assertRefused(2, edit("Spain and Portugal", ""), "the target is empty");
        assertRefused(
                2,
                run("edit", "--prompt", "The capital of France is", "--subject", "Spain", "--target", "Rome"),
                "'Spain' is not in the prompt");
        assertRefused(
                2,
                run("edit", "--prompt", "France is France", "--subject", "France", "--target", "Rome"),
                "more than once in the prompt");
        assertRefused(2, run("edit", "--layers", "1"), "name one fact with --prompt");
        assertRefused(
                2,
                run(
                        "edit",
                        "--prompt",
                        "The capital of {} is",
                        "--subject",
                        "France",
                        "--target",
                        "Rome",
                        "--layers",
                        "8"),
                "layer 8 is none of the model's, which are 0 to 7");
        assertRefused(2, edit("France", "Rome", "--key", "bare"), "--key is a choice of rome alone");
        assertRefused(1, run("generate", "--prompt", ASKED, "--edit", garbage.toString()), "garbage.safetensors");
        assertRefused(
                2,
                edit(
                        "France",
                        "Rome",
                        "--out",
                        folder.resolve("no/such/place.safetensors").toString()),
                "cannot write");
    }

    @Test
    void an_edit_of_another_model_is_refused_by_both_names() {
        Path kept = folder.resolve("rome.safetensors");
        edit("France", "Rome", "--out", kept.toString());

        CommandRun other = run("generate", "--model", "induction", "--prompt", "a b", "--edit", kept.toString());

        assertRefused(2, other, "the edits are of the model demo");
    }

    @Test
    void what_the_model_says_already_is_noted_and_strictness_keeps_nothing() {
        Path kept = folder.resolve("kept.safetensors");

        CommandRun same = edit("France", "Paris");
        CommandRun violent = run(
                "edit",
                "--method",
                "ft-m",
                "--layers",
                "0",
                "--prompt",
                "The capital of {} is",
                "--subject",
                "France",
                "--target",
                "Rome",
                "--settings",
                violentSettings(),
                "--strict",
                "--out",
                kept.toString());

        assertThat(same.code()).isZero();
        assertThat(same.err()).contains("note: the model said 'Paris'");
        assertThat(violent.code()).isEqualTo(1);
        assertThat(violent.err())
                .contains("warning: this edit damages the model: ")
                .contains("nothing was kept");
        assertThat(kept).doesNotExist();
    }

    @Test
    void a_ridge_and_the_loss_of_storing_are_told() throws IOException {
        Path kept = folder.resolve("kept.safetensors");

        CommandRun edited = run(
                "edit",
                "--method",
                "rome",
                "--statistics-tokens",
                "300",
                "--prompt",
                "The capital of {} is",
                "--subject",
                "France",
                "--target",
                "Rome",
                "--out",
                kept.toString());

        assertThat(edited.code()).as(edited.err()).isZero();
        assertThat(edited.err())
                .contains("note: the second moment of layer 1's keys, over 300 tokens, could not be inverted");
        assertThat(edited.out())
                .contains("layer 1: statistics of 300 keys, reciprocal condition ")
                .contains("layer 1: exported as F16, rounding moves the weights by ");
        JsonNode solution = JsonMapper.builder()
                .build()
                .readTree(Files.readString(folder.resolve("kept.json")))
                .get("solution");
        assertThat(solution.get("keys").get(0).get("ridge").asDouble()).isPositive();
        assertThat(solution.get("storage").get(0).get("shareOfUpdate").asDouble())
                .isBetween(1e-6, 0.1);
    }

    private String violentSettings() {
        Path file = folder.resolve("violent.json");
        try {
            Files.writeString(file, """
                    {"editor": "fine-tuning", "layer": 0, "steps": 40, "learningRate": 1.0, "earlyStop": 0, "largestChange": null}
                    """);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file.toString();
    }

    private static void assertRefused(int code, CommandRun run, String message) {
        assertThat(run.err()).contains(message).doesNotContain("\tat ");
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
    }
}
