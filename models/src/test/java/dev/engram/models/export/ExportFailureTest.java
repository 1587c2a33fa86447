package dev.engram.models.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.TinyDirectories;
import dev.engram.models.files.BundledModels;
import dev.engram.models.files.ModelFiles;
import dev.engram.models.tensor.FloatTensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be written is refused with its reason, and nothing of it stays. */
class ExportFailureTest {

    /** Of the tiny gpt2 models: [D, F] of one and the other. */
    private static final FloatTensor ZEROS = FloatTensor.of(new float[32 * 128], 32, 128);

    @TempDir
    private Path folder;

    @Test
    void a_target_that_is_there_and_no_empty_directory_is_refused() throws IOException {
        Path filled = Files.createDirectory(folder.resolve("filled"));
        Files.writeString(filled.resolve("mine.txt"), "mine");
        Path file = Files.writeString(folder.resolve("file"), "mine");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("nowhere"));

        assertRefused("gpt2", filled, "filled is not empty");
        assertRefused("gpt2", file, "file is there and is no directory");
        assertRefused("gpt2", link, "link is there and is no directory");
        assertThat(filled.resolve("mine.txt")).hasContent("mine");
        assertThat(file).hasContent("mine");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("filled", "file", "link");
    }

    @Test
    void a_model_is_not_written_over_itself() throws IOException {
        Path source = TinyDirectories.copy("gpt2", folder.resolve("source"));

        try (ModelFiles files = ModelFiles.open(source)) {
            HuggingFaceExport export = HuggingFaceExport.of(files, Map.of());
            assertThatThrownBy(() -> export.writeTo(source, ExportProgress.NONE))
                    .hasMessageContaining("is not empty");
        }
    }

    @Test
    void a_place_below_a_file_is_an_error_that_names_it() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "mine");

        assertThatThrownBy(() -> export("gpt2", Map.of(), file.resolve("below/it")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the model was not written to")
                .hasMessageContaining(file.toString());
        assertThat(folder.toFile().list()).containsExactly("file");
    }

    @Test
    void layers_and_shapes_that_the_model_does_not_have_are_refused() {
        assertRefused("gpt2", Map.of(4, ZEROS), "layer 4 is none of the model's, which are 0 to 3");
        assertRefused("gpt2", Map.of(-1, ZEROS), "layer -1 is none");
        assertRefused(
                "gpt2",
                Map.of(0, FloatTensor.of(new float[32 * 128], 128, 32)),
                "[128, 32]",
                "'transformer.h.0.mlp.c_proj.weight'",
                "32 outputs and 128 inputs");
        assertRefused("gpt2", Map.of(0, FloatTensor.of(new float[32 * 128], 32 * 128)), "[4096]");
    }

    @Test
    void a_layer_without_mlp_has_nothing_to_replace() throws IOException {
        Path induction =
                BundledModels.shipped(folder.resolve("cache")).find("induction").orElseThrow();

        try (ModelFiles files = ModelFiles.open(induction)) {
            assertThatThrownBy(() -> HuggingFaceExport.of(files, Map.of(0, ZEROS)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("layer 0 has no MLP");
        }
    }

    @Test
    void values_that_the_type_does_not_have_are_refused_before_anything_is_written() {
        for (float bad : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
            assertRefused(
                    "gpt2", Map.of(1, with(bad, 32, 128)), "'transformer.h.1.mlp.c_proj.weight'", bad + ", which");
        }
        assertRefused("gpt2-f16", Map.of(1, with(-65_520, 32, 96)), "-65520.0, which is no F16");
        assertRefused("llama3-bf16", Map.of(1, with(Float.MAX_VALUE, 32, 80)), "which is no BF16");
    }

    @Test
    void a_source_that_breaks_off_leaves_nothing() throws IOException {
        Path source = TinyDirectories.copy("gpt2", folder.resolve("source"));
        Path target = folder.resolve("written");
        try (ModelFiles files = ModelFiles.open(source)) {
            HuggingFaceExport export = HuggingFaceExport.of(files, Map.of());
            try (FileChannel channel =
                    FileChannel.open(source.resolve("model.safetensors"), StandardOpenOption.WRITE)) {
                channel.truncate(200_000);
            }

            assertThatThrownBy(() -> export.writeTo(target, ExportProgress.NONE))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("the model was not written to " + target)
                    .hasMessageContaining("model.safetensors: tensor '")
                    .hasMessageContaining("cut off");
        }
        assertThat(folder.toFile().list()).containsExactly("source");
    }

    @Test
    void an_empty_target_stays_when_the_writing_fails() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        try (ModelFiles files = ModelFiles.open(TinyDirectories.directory("gpt2"))) {
            HuggingFaceExport export = HuggingFaceExport.of(files, Map.of());

            assertThatThrownBy(() -> export.writeTo(empty, (done, total) -> {
                        throw new IllegalStateException("stopped at " + done);
                    }))
                    .hasMessageContaining("stopped at");
        }
        assertThat(empty).isEmptyDirectory();
        assertThat(folder.toFile().list()).containsExactly("empty");
    }

    @Test
    void what_somebody_else_puts_there_meanwhile_stays() throws IOException {
        Path target = folder.resolve("written");
        try (ModelFiles files = ModelFiles.open(TinyDirectories.directory("gpt2"))) {
            HuggingFaceExport export = HuggingFaceExport.of(files, Map.of());

            assertThatThrownBy(() -> export.writeTo(target, (done, total) -> fill(target)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("somebody else");
        }
        assertThat(target.resolve("theirs.txt")).hasContent("theirs");
        assertThat(folder.toFile().list()).containsExactly("written");
    }

    private static void fill(Path target) {
        try {
            Files.createDirectories(target);
            Files.writeString(target.resolve("theirs.txt"), "theirs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The shell's limit on the size of files fails a write in the middle as a full disk does, by the same way. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_disk_that_is_full_leaves_nothing() throws Exception {
        Path source = TinyDirectories.directory("gpt2");
        Path target = folder.resolve("written");
        Path output = folder.resolve("output");
        int blocks = 200; // of a kibibyte; the weights take 260
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "bash",
                        "-c",
                        "ulimit -f " + blocks + " && exec \"$0\" \"$@\"",
                        java,
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneExport.class.getName(),
                        source.toString(),
                        target.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertThat(said).contains("the model was not written to " + target + ": File too large");
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(folder.toFile().list()).containsExactly("output");
    }

    private static FloatTensor with(float bad, int outputs, int inputs) {
        float[] values = new float[outputs * inputs];
        values[17] = bad;
        return FloatTensor.wrap(values, outputs, inputs);
    }

    private void assertRefused(String model, Map<Integer, FloatTensor> maps, String... partsOfMessage) {
        assertThatThrownBy(() -> export(model, maps, folder.resolve("written")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(partsOfMessage);
        assertThat(folder).isEmptyDirectory();
    }

    private static void assertRefused(String model, Path target, String message) {
        assertThatThrownBy(() -> export(model, Map.of(), target))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private static void export(String model, Map<Integer, FloatTensor> maps, Path target) throws IOException {
        try (ModelFiles files = ModelFiles.open(TinyDirectories.directory(model))) {
            HuggingFaceExport.of(files, maps).writeTo(target, ExportProgress.NONE);
        }
    }

    /** A process that writes one model. */
    static final class OneExport {

        private OneExport() {}

        public static void main(String[] args) throws IOException {
            try (ModelFiles files = ModelFiles.open(Path.of(args[0]))) {
                HuggingFaceExport.of(files, Map.of()).writeTo(Path.of(args[1]), ExportProgress.NONE);
            }
        }
    }
}
