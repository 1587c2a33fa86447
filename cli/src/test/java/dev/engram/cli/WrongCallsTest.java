package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be done is said in one sentence, with the exit code that says whose fault it is. */
class WrongCallsTest {

    @TempDir
    private Path folder;

    @Test
    void no_command_lists_the_commands() {
        CommandRun run = CommandRun.of();

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("trace").contains("predict").contains("--help");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void a_missing_option_is_named() {
        CommandRun run = CommandRun.of("trace", "--prompt", "a b");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--subject").contains("engram trace --help");
    }

    @Test
    void a_model_that_is_nowhere_is_said_to_be_with_the_places_looked_at() {
        CommandRun run = CommandRun.of("predict", "--model", "no-such-model", "--prompt", "a");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no-such-model").contains("huggingface").doesNotContain("at dev.engram");
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void debug_shows_where_an_error_came_from() {
        CommandRun run = CommandRun.of("--debug", "predict", "--model", "no-such-model", "--prompt", "a");

        assertThat(run.err()).contains("at dev.engram");
    }

    @Test
    void an_architecture_that_is_not_supported_is_named_with_those_that_are() throws IOException {
        Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"mamba\"}");

        CommandRun run = CommandRun.of("inspect", "--model", folder.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("'mamba'").contains("gpt2").contains("llama");
    }

    @Test
    void a_directory_without_a_configuration_is_no_model() {
        CommandRun run = CommandRun.of("inspect", "--model", folder.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("no config.json");
    }

    @Test
    void a_configuration_that_is_no_json_is_named() throws IOException {
        Files.writeString(folder.resolve("config.json"), "[".repeat(100_000));

        CommandRun run = CommandRun.of("inspect", "--model", folder.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("config.json").contains("no JSON object");
    }

    @Test
    void a_file_that_only_ends_in_gguf_is_refused() throws IOException {
        Path file = folder.resolve("broken.gguf");
        Files.write(file, "GGML or something".getBytes(StandardCharsets.UTF_8));

        CommandRun run = CommandRun.of("inspect", "--model", file.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("broken.gguf");
    }

    @Test
    void a_missing_tokenizer_is_named() throws IOException {
        Path tiny = SharedFolder.require("models", "tiny", "gpt2");
        Files.copy(tiny.resolve("config.json"), folder.resolve("config.json"));
        Files.copy(tiny.resolve("model.safetensors"), folder.resolve("model.safetensors"));

        CommandRun run = CommandRun.of("predict", "--model", folder.toString(), "--prompt", "a");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("tokenizer.json").contains(folder.toString());
    }

    @Test
    void a_configuration_that_contradicts_a_tensor_is_refused_with_both() throws IOException {
        Path tiny = SharedFolder.require("models", "tiny", "gpt2");
        String config = Files.readString(tiny.resolve("config.json")).replace("\"n_embd\": 32", "\"n_embd\": 64");
        Files.writeString(folder.resolve("config.json"), config);
        Files.copy(tiny.resolve("model.safetensors"), folder.resolve("model.safetensors"));

        CommandRun run = CommandRun.of("inspect", "--model", folder.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("wte.weight").contains("[384, 32]").contains("[384, 64]");
    }

    @Test
    void a_subject_that_is_not_in_the_prompt_is_refused() {
        CommandRun run = trace("The tower is in", "Eiffel Tower");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("'Eiffel Tower'")
                .contains("'The tower is in'")
                .contains("|The|");
    }

    @Test
    void an_empty_prompt_is_refused() {
        assertThat(trace("", "Eiffel").code()).isEqualTo(2);
        assertThat(trace("The tower", "").err()).contains("subject is empty");
    }

    @Test
    void a_prompt_over_the_context_is_refused_with_its_length() {
        CommandRun run = trace("Eiffel Tower" + " is".repeat(70), "Eiffel Tower");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("context of 64").contains("tokens").contains("shorten");
    }

    @Test
    void numbers_that_make_no_sense_are_refused() {
        assertThat(trace("The Eiffel Tower is", "Eiffel", "--noise", "0").err()).contains("deviation of 0.0");
        assertThat(trace("The Eiffel Tower is", "Eiffel", "--noise", "NaN").code())
                .isEqualTo(2);
        assertThat(trace("The Eiffel Tower is", "Eiffel", "--noise", "t2").err())
                .contains("at least 3");
        assertThat(trace("The Eiffel Tower is", "Eiffel", "--noise", "x7").err())
                .contains("'x7' is no kind of noise");
        assertThat(trace("The Eiffel Tower is", "Eiffel", "--kind", "mlp:x").err())
                .contains("a number of layers");
        assertThat(trace("The Eiffel Tower is", "Eiffel", "--metric", "surprise")
                        .err())
                .contains("'surprise' is none of");
        assertThat(trace("The Eiffel Tower is", "Eiffel", "--samples", "0").err())
                .contains("0 corrupted runs");
        assertThat(trace("The Eiffel Tower is", "Eiffel", "--window", "0").err())
                .contains("window of 0");
        assertThat(trace("The Eiffel Tower is", "Eiffel", "--kind", "neuron").err())
                .contains("'neuron'");
        assertThat(trace("The Eiffel Tower is", "Eiffel", "--window", "x").err())
                .contains("--window");
    }

    @Test
    void a_foil_of_several_tokens_is_refused_with_its_tokens() {
        CommandRun run =
                trace("The Eiffel Tower is", "Eiffel", "--metric", "logit-difference", "--foil", " Constantinople");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("' Constantinople'").contains("|");
    }

    @Test
    void a_logit_difference_without_a_foil_is_refused() {
        CommandRun run = trace("The Eiffel Tower is", "Eiffel", "--metric", "logit-difference");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("go together");
    }

    @Test
    void another_subject_needs_a_list_to_be_taken_from() {
        CommandRun run = trace("The Eiffel Tower is", "Eiffel", "--noise", "subjects");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("no other of the 1 subjects");
    }

    @Test
    void a_prompt_and_a_list_exclude_each_other() {
        CommandRun run = trace("The Eiffel Tower is", "Eiffel", "--prompts", "facts.jsonl", "--out", "runs");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--prompt");
    }

    @Test
    void a_report_that_cannot_be_written_is_refused_before_the_work() {
        CommandRun run = trace("The Eiffel Tower is", "Eiffel", "--html", "/no/such/folder/report.html");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("/no/such/folder");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void export_wants_a_place_that_is_free() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "mine");

        assertThat(export().err()).contains("--out").contains("engram export --help");
        CommandRun filled = export("--out", folder.toString());
        assertThat(filled.code()).isEqualTo(2);
        assertThat(filled.err()).contains(folder + " is not empty");
        CommandRun file = export("--out", folder.resolve("mine.txt").toString());
        assertThat(file.code()).isEqualTo(2);
        assertThat(file.err()).contains("mine.txt is there and is no directory");
        assertThat(folder.toFile().list()).containsExactly("mine.txt");
    }

    @Test
    void a_number_type_is_chosen_for_gguf_files_only_and_of_two() {
        CommandRun directory = export("--out", folder.resolve("out").toString(), "--dtype", "F16");
        CommandRun unknown = export("--out", folder.resolve("out").toString(), "--dtype", "Q4_1");

        assertThat(directory.code()).isEqualTo(2);
        assertThat(directory.err()).contains("is a directory, which keeps its number types");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("--dtype").contains("F16, F32");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void weights_that_are_cut_off_are_not_exported() throws IOException {
        Path tiny = SharedFolder.require("models", "tiny", "gpt2");
        Path model = Files.createDirectory(folder.resolve("model"));
        Files.copy(tiny.resolve("config.json"), model.resolve("config.json"));
        byte[] weights = Files.readAllBytes(tiny.resolve("model.safetensors"));
        Files.write(model.resolve("model.safetensors"), Arrays.copyOf(weights, weights.length - 1));

        CommandRun run = CommandRun.of(
                "export",
                "--model",
                model.toString(),
                "--out",
                folder.resolve("out").toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("lies outside the file");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private static CommandRun export(String... more) {
        String model = SharedFolder.require("models", "tiny", "gpt2").toString();
        List<String> args = new ArrayList<>(List.of("export", "--model", model));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private static CommandRun trace(String prompt, String subject, String... more) {
        String model = SharedFolder.require("models", "tiny", "gpt2").toString();
        String[] args = {"trace", "--model", model, "--prompt", prompt, "--subject", subject};
        String[] all = new String[args.length + more.length];
        System.arraycopy(args, 0, all, 0, args.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return CommandRun.of(all);
    }
}
