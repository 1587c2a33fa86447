package dev.engram.cli.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.CommandRun;
import dev.engram.datasets.Rewrite;
import dev.engram.datasets.Template;
import dev.engram.editing.Edit;
import dev.engram.editing.saved.SavedEdits;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.update.DenseUpdate;
import dev.engram.models.files.BundledModels;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.tensor.FloatTensor;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be edited is said in one sentence with the value at fault, and nothing is left of it. */
class WrongEditCallsTest {

    private static final String TUNING =
            "{\"editor\": \"fine-tuning\", \"layer\": 1, \"steps\": 2, \"learningRate\": 0.001, \"earlyStop\": 0, \"largestChange\": null}";

    @TempDir
    private Path folder;

    private CommandRun run(String... call) {
        return CommandRun.caching(folder, call);
    }

    /** France to Rome by fine-tuning, the quickest edit, and more options. */
    private CommandRun tune(String... more) {
        return fact(with(more, "--method", "ft-m", "--layers", "1"));
    }

    private CommandRun fact(String... more) {
        return run(with(more, "edit", "--prompt", "The capital of {} is", "--subject", "France", "--target", "Rome"));
    }

    private static String[] with(String[] more, String... call) {
        List<String> all = new ArrayList<>(List.of(call));
        all.addAll(Arrays.asList(more));
        return all.toArray(String[]::new);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static void assertRefused(int code, CommandRun run, String... parts) {
        assertThat(run.err())
                .contains(parts)
                .startsWith("engram: ")
                .doesNotContain("Cannot invoke")
                .doesNotContain("Exception");
        assertThat(run.err().lines().filter(line -> !line.startsWith("See: "))).hasSize(1);
        assertThat(run.code()).isEqualTo(code);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void an_option_that_is_unknown_or_missing_is_named() {
        assertRefused(2, tune("--frobnicate"), "'--frobnicate'");
        assertRefused(2, fact("--method", "magic"), "'magic'", "ROME");
        assertRefused(2, run("edit", "--prompt", "{} is", "--subject", "France"), "engram: Missing", "--target");
        assertRefused(2, run("edit", "--prompt", "", "--subject", "France", "--target", "Rome"), "the prompt is empty");
    }

    @Test
    void a_file_of_settings_that_is_none_is_named_with_what_is_wrong() throws IOException {
        String of = "settings.json holds no settings of an editor: ";
        assertRefused(2, settings("null"), of + "it is null");
        assertRefused(2, settings("{\"editor\": \"magic\"}"), of + "the editor 'magic' is none of [rome, ");
        assertRefused(2, settings(TUNING.replace("\"steps\": 2, ", "")), of + "the setting 'steps' is missing");
        assertRefused(2, settings(TUNING.replace("1,", "1.5,")), of + "'layer' must be a whole number, not '1.5'");
        assertRefused(2, settings(TUNING, "--method", "rome"), "settings of ft-m, not of rome");
        assertRefused(2, settings(TUNING.replace("\"layer\": 1", "\"layer\": 8")), "layer 8 is none of the model's");
        assertRefused(2, settings(TUNING, "--layers", "1,2"), "layers [1, 2] for a method that changes one");
        assertRefused(2, settings(TUNING, "--layers", "9"), "layer 9 is none of the model's");
        assertRefused(2, settings(TUNING, "--key", "bare"), "--key is a choice of rome alone, not of ft-m");
    }

    private CommandRun settings(String json, String... more) throws IOException {
        return fact(with(more, "--settings", file("settings.json", json).toString()));
    }

    @Test
    void files_that_are_no_text_are_named() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
        Path closed = file("file", "a");
        for (String option : List.of("--settings", "--neutral-text", "--statistics-text", "--facts")) {
            String[] call = option.equals("--facts")
                    ? new String[] {"edit"}
                    : option.equals("--neutral-text")
                            ? new String[] {
                                "edit",
                                "--prompt",
                                "{} is",
                                "--subject",
                                "A",
                                "--target",
                                "b",
                                "--method",
                                "ft-m",
                                "--layers",
                                "1"
                            }
                            : new String[] {"edit", "--prompt", "{} is", "--subject", "A", "--target", "b"};
            assertRefused(1, run(with(new String[] {option, binary.toString()}, call)), binary.toString(), "not UTF-8");
            assertRefused(
                    1, run(with(new String[] {option, folder.toString()}, call)), folder.toString(), "is a folder");
            assertRefused(1, run(with(new String[] {option, closed + "/x"}, call)), closed + "/x");
            assertRefused(
                    1,
                    run(with(new String[] {option, closed + "-none"}, call)),
                    "there is no file " + closed + "-none");
        }
    }

    @Test
    void what_is_no_place_for_a_file_is_refused_before_the_work_and_left_alone() throws IOException {
        Path socket = folder.resolve("socket");
        Path file = file("file", "mine");
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket));

            assertRefused(2, tune("--out", socket.toString()), "cannot write " + socket, "no regular file");
            assertThat(Files.isRegularFile(socket)).isFalse();
        }
        assertRefused(2, tune("--out", folder.toString()), folder + ": it is a directory");
        assertRefused(2, tune("--out", file + "/edit.safetensors"), "cannot write " + file + "/edit.safetensors");
        assertRefused(1, run("edit", "sweep", "--cases", "2", "--out", file + "/sweep"), file + "/sweep");
        assertRefused(1, run("export", "--out", file + "/model"), "the model was not written to " + file + "/model");
        assertThat(file).hasContent("mine");
    }

    @Test
    void a_cache_that_cannot_be_written_is_named() throws IOException {
        Path file = file("file", "mine");

        CommandRun run = CommandRun.caching(
                file.resolve("cache"),
                "edit",
                "--prompt",
                "The capital of {} is",
                "--subject",
                "France",
                "--target",
                "Rome",
                "--statistics-tokens",
                "100");

        assertRefused(1, run, file + "/cache");
    }

    @Test
    void edits_of_layers_or_shapes_that_the_model_lacks_are_refused_wherever_they_are_put_on() throws IOException {
        Path beyond = edits("beyond.safetensors", "Rome", new DenseUpdate(99, FloatTensor.of(new float[4], 2, 2)));
        Path small = edits("small.safetensors", "Rome", new DenseUpdate(1, FloatTensor.of(new float[4], 2, 2)));
        Path out = folder.resolve("out");
        for (List<String> command : List.of(
                List.of("generate", "--prompt", "a"),
                List.of("predict", "--prompt", "a"),
                List.of("export", "--out", out.toString()))) {
            String[] call = command.toArray(String[]::new);
            assertRefused(
                    2,
                    run(with(new String[] {"--edit", beyond.toString()}, call)),
                    "layer 99 is none of the model's, which are 0 to 7");
            assertRefused(2, run(with(new String[] {"--edit", small.toString()}, call)), "[2, 2]", "[192, 768]");
        }
        assertThat(out).doesNotExist();
    }

    @Test
    void texts_of_a_file_cannot_command_the_terminal() throws IOException {
        Path hostile = edits(
                "hostile.safetensors", "Ro\u001b[31mme\nx", new DenseUpdate(1, FloatTensor.of(new float[4], 2, 2)));
        Path facts = file(
                "facts.jsonl",
                "{\"prompt\": \"The capital of {} is\", \"subject\": \"France\", \"target\": \"Ro\\u001bme\"}");

        CommandRun listed = run("edit", "list", hostile.toString());
        CommandRun edited = run("edit", "--facts", facts.toString(), "--method", "ft-m", "--layers", "1");
        CommandRun refused = run("edit", "--prompt", "{} is", "--subject", "\u001b[31m\n", "--target", "");

        assertThat(listed.code()).isZero();
        assertThat(listed.out()).doesNotContain("\u001b").contains("is Ro⟨1B⟩[31mme↵x");
        assertThat(edited.code()).as(edited.err()).isZero();
        assertThat(edited.out()).doesNotContain("\u001b");
        assertThat(refused.err()).doesNotContain("\u001b");
        assertRefused(2, refused, "the target is empty");
    }

    private Path edits(String name, String target, DenseUpdate update) throws IOException {
        Path demo = BundledModels.shipped(folder).find("demo").orElseThrow();
        Path file = folder.resolve(name);
        try (ModelFiles model = ModelFiles.open(demo)) {
            Edit edit = new Edit(
                    new EditorSettings.FineTuning(update.layer(), 1, 1, 0, OptionalDouble.empty()),
                    List.of(new Rewrite(new Template("The capital of {} is"), "France", target)),
                    List.of(update));
            new SavedEdits(model.fingerprint(), model.name(), List.of(edit)).write(file);
        }
        return file;
    }
}
