package dev.engram.cli.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.CommandRun;
import dev.engram.cli.EngramMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code --device} and {@code --dtype}, and what results say of them. */
class ComputeTest {

    private static final String ASKED = "The capital of France is";

    @TempDir
    private Path folder;

    private CommandRun run(String... call) {
        return CommandRun.caching(folder, call);
    }

    private JsonNode json(String... call) {
        return run(call).json();
    }

    // --- devices

    @Test
    void a_device_that_is_not_there_is_one_sentence_and_leaves_nothing_behind() {
        String out = folder.resolve("run").toString();

        CommandRun predict = run("predict", "--device", "cuda:99", "--prompt", ASKED);
        CommandRun eval = run("eval", "--device", "cuda:99", "--dataset", "demo", "--limit", "1", "--out", out);

        assertThat(predict.code()).isEqualTo(2);
        assertThat(predict.out()).isEmpty();
        assertThat(predict.err().lines()).hasSize(1);
        assertThat(predict.err()).contains("there is no cuda:99: ");
        assertThat(eval.code()).isEqualTo(2);
        assertThat(eval.err()).isEqualTo(predict.err());
        assertThat(Path.of(out)).doesNotExist();
    }

    @Test
    void the_pytorch_that_comes_along_is_for_the_cpu_and_the_page_says_which_is_not() {
        CommandRun run = run("trace", "--device", "cuda", "--prompt", ASKED, "--subject", "France");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("is built for the CPU alone").contains("docs/devices.md");
    }

    @Test
    void a_pytorch_that_cannot_be_loaded_is_one_sentence_with_its_reason() throws IOException, InterruptedException {
        Path library = Files.createFile(folder.resolve(System.mapLibraryName("torch")));
        ProcessBuilder call = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                EngramMain.class.getName(),
                "predict",
                "--device",
                "cuda",
                "--prompt",
                ASKED);
        call.environment()
                .putAll(Map.of(
                        "PYTORCH_LIBRARY_PATH",
                        folder.toString(),
                        "PYTORCH_VERSION",
                        "2.7.1",
                        "PYTORCH_FLAVOR",
                        "cu128",
                        "ENGRAM_CACHE",
                        folder.toString()));
        Path said = folder.resolve("said");

        Process process =
                call.redirectErrorStream(true).redirectOutput(said.toFile()).start();

        assertThat(process.waitFor()).isEqualTo(1);
        // The virtual machine warns of the broken library beside what Engram says.
        assertThat(Files.readString(said).lines().filter(line -> line.startsWith("engram: ")))
                .singleElement()
                .asString()
                .startsWith("engram: PyTorch cannot be loaded: " + library)
                .endsWith("; docs/devices.md says what it needs");
        assertThat(Files.readString(said)).doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu", "cuda:x", "cuda:-1", "cpu:0"})
    void what_is_no_device_is_refused(String device) {
        CommandRun run = run("predict", "--device", device, "--prompt", ASKED);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("'" + device + "' is no device; there are cpu, cuda (the first GPU) and cuda:N");
    }

    @Test
    void what_only_djl_does_is_refused_of_other_engines() {
        CommandRun device = run("predict", "--engine", "onnx", "--device", "cuda", "--prompt", ASKED);
        assertThat(device.code()).isEqualTo(2);
        assertThat(device.err()).contains("the engine onnx computes on the CPU alone");

        CommandRun precision = run("predict", "--engine", "reference", "--dtype", "bf16", "--prompt", ASKED);
        assertThat(precision.code()).isEqualTo(2);
        assertThat(precision.err()).contains("for bf16 choose the engine djl");

        CommandRun unknown = run("predict", "--dtype", "f16", "--prompt", ASKED);
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("--dtype").contains("'f16'");
    }

    // --- weights in bfloat16

    @Test
    void results_say_how_they_were_computed() throws IOException {
        ObjectNode bf16 = JsonMapper.shared()
                .createObjectNode()
                .put("engine", "djl")
                .put("device", "cpu")
                .put("dtype", "bf16");
        Path page = folder.resolve("trace.html");

        assertThat(json("predict", "--dtype", "bf16", "--prompt", ASKED, "--json")
                        .get("compute"))
                .isEqualTo(bf16);
        assertThat(json("generate", "--dtype", "BF16", "--prompt", ASKED, "--max-new-tokens", "1", "--json")
                        .get("compute"))
                .isEqualTo(bf16);
        assertThat(json(
                                "patch",
                                "--dtype",
                                "bf16",
                                "--clean",
                                ASKED,
                                "--corrupted",
                                "The capital of Italy is",
                                "--json")
                        .get("compute"))
                .isEqualTo(bf16);
        JsonNode trace = json(
                "trace",
                "--dtype",
                "bf16",
                "--prompt",
                ASKED,
                "--subject",
                "France",
                "--kind",
                "hidden",
                "--json",
                "--html",
                page.toString());
        assertThat(trace.get("compute")).isEqualTo(bf16);
        assertThat(Files.readString(page)).contains("PyTorch by DJL, CPU, float32, weights in bfloat16");
    }

    @Test
    void an_edit_is_found_and_said_with_weights_in_bfloat16() throws IOException {
        Path edit = folder.resolve("rome.safetensors");

        JsonNode report = json(
                "edit",
                "--dtype",
                "bf16",
                "--prompt",
                "The capital of {} is",
                "--subject",
                "France",
                "--target",
                "Rome",
                "--statistics-tokens",
                "2000",
                "--out",
                edit.toString(),
                "--json");

        assertThat(report.get("compute").get("dtype").asString()).isEqualTo("bf16");
        JsonNode rewrite = report.get("facts").get(0).get("recall").get(0);
        assertThat(rewrite.get("before").get("saysNew").asBoolean()).isFalse();
        assertThat(rewrite.get("after").get("saysNew").asBoolean()).isTrue();
        assertThat(json("generate", "--dtype", "bf16", "--edit", edit.toString(), "--prompt", ASKED, "--json")
                        .get("text")
                        .asString())
                .startsWith(" Rome");
        assertThat(folder.resolve("statistics/bf16"))
                .as("keys of rounded weights have statistics of their own")
                .isDirectory();
        assertThat(folder.resolve("statistics").toFile().list()).containsExactly("bf16");
    }

    // --- runs that go on

    @Test
    void a_run_goes_on_as_it_was_computed_and_one_of_old_was_by_djl_on_the_cpu_in_float32() throws IOException {
        Path list = folder.resolve("facts.jsonl");
        Files.writeString(list, "{\"prompt\": \"" + ASKED + "\", \"subject\": \"France\"}\n");
        Path out = folder.resolve("run");
        String[] call = {
            "trace", "--prompts", list.toString(), "--out", out.toString(), "--kind", "hidden", "--dtype", "f32"
        };
        assertThat(run(call).code()).isZero();

        ObjectNode manifest = (ObjectNode) JsonMapper.shared().readTree(Files.readString(out.resolve("manifest.json")));
        assertThat(manifest.remove("compute")).isNotNull();
        Files.writeString(out.resolve("manifest.json"), manifest.toString());

        CommandRun same = run(call);
        assertThat(same.code()).as(same.err()).isZero();
        assertThat(Files.readString(out.resolve("report.html"))).contains("PyTorch by DJL, CPU, float32<");
        call[call.length - 1] = "bf16";
        CommandRun other = run(call);
        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("holds another run: compute.dtype is \"f32\" there and \"bf16\" here");
    }
}
