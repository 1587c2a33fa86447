package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.testing.SharedFolder;
import dev.engram.testing.Tolerances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands on ONNX Runtime, and on graphs that others made. */
class EngineTest {

    private static final String ASKED = "The capital of France is";

    @TempDir
    private Path folder;

    private CommandRun run(String... call) {
        return CommandRun.caching(folder, call);
    }

    private JsonNode json(String... call) {
        return run(call).json();
    }

    /** Makes France's capital Rome by fine-tuning, which needs no statistics. */
    private void edit(String engine, Path out) {
        CommandRun edited = run(
                "edit",
                "--engine",
                engine,
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
                out.toString());
        assertThat(edited.code()).as(edited.err()).isZero();
    }

    private static String foreign(String name) {
        return SharedFolder.require("models", "onnx", name).toString();
    }

    // --- the same on both engines

    @Test
    void a_trace_is_the_same_on_both_engines() {
        String[] call = {"trace", "--prompt", ASKED, "--subject", "France", "--kind", "hidden,mlp,attn", "--json", ""};
        call[call.length - 1] = "--engine=djl";
        JsonNode djl = json(call);
        call[call.length - 1] = "--engine=onnx";
        JsonNode onnx = json(call);

        assertThat(numbers(onnx.get("grids"))).hasSameSizeAs(numbers(djl.get("grids")));
        for (int i = 0; i < numbers(djl.get("grids")).size(); i++) {
            assertThat(numbers(onnx.get("grids")).get(i))
                    .isCloseTo(numbers(djl.get("grids")).get(i), within(Tolerances.REAL_CELL));
        }
    }

    private static List<Double> numbers(JsonNode node) {
        List<Double> numbers = new ArrayList<>();
        collect(node, numbers);
        return numbers;
    }

    private static void collect(JsonNode node, List<Double> numbers) {
        if (node.isNumber()) {
            numbers.add(node.asDouble());
        }
        node.forEach(inner -> collect(inner, numbers));
    }

    @Test
    void an_edit_found_by_gradients_is_recalled_and_put_on_by_the_other_engine() throws IOException {
        Path edit = folder.resolve("rome.safetensors");

        edit("onnx", edit);

        JsonNode rewrite = JsonMapper.shared()
                .readTree(Files.readString(folder.resolve("rome.json")))
                .get("facts")
                .get(0)
                .get("recall")
                .get(0);
        assertThat(rewrite.get("before").get("saysNew").asBoolean()).isFalse();
        assertThat(rewrite.get("after").get("saysNew").asBoolean()).isTrue();
        for (String engine : List.of("djl", "onnx")) {
            JsonNode top = json("predict", "--engine", engine, "--prompt", ASKED, "--edit", edit.toString(), "--json")
                    .get("top");
            assertThat(top.get(0).get("text").asString()).isEqualTo(" R");
            JsonNode text =
                    json("generate", "--engine", engine, "--prompt", ASKED, "--edit", edit.toString(), "--json");
            assertThat(text.get("text").asString()).startsWith(" Rome");
        }
    }

    @Test
    void an_evaluation_on_the_other_engine_has_the_same_scores_and_is_not_mixed_with_another() throws IOException {
        List<List<JsonNode>> lines = new ArrayList<>();
        for (String engine : List.of("djl", "onnx")) {
            Path out = folder.resolve(engine);
            CommandRun run = run(
                    "eval",
                    "--engine",
                    engine,
                    "--dataset",
                    "demo",
                    "--limit",
                    "1",
                    "--method",
                    "ft-m",
                    "--out",
                    out.toString());
            assertThat(run.code()).as(run.err()).isZero();
            lines.add(Files.readAllLines(out.resolve("results.jsonl")).stream()
                    .map(JsonMapper.shared()::readTree)
                    .toList());
        }
        List<Double> djl = numbers(lines.get(0).get(0));
        List<Double> onnx = numbers(lines.get(1).get(0));
        assertThat(onnx).hasSameSizeAs(djl).hasSizeGreaterThan(50);
        for (int i = 0; i < djl.size(); i++) {
            assertThat(onnx.get(i)).isCloseTo(djl.get(i), within(Tolerances.REAL_LOGIT));
        }
        for (List<JsonNode> each : lines) {
            JsonNode rewritten =
                    each.get(1).get("edited").get("score").get("prompts").get(0);
            assertThat(rewritten.get("said").asString()).startsWith(" golf");
        }
        assertThat(Files.readString(folder.resolve("onnx/manifest.json"))).contains("\"engine\" : \"onnx\"");
        assertThat(Files.readString(folder.resolve("djl/manifest.json"))).contains("\"engine\" : \"djl\"");

        CommandRun mixed = run(
                "eval",
                "--dataset",
                "demo",
                "--limit",
                "1",
                "--method",
                "ft-m",
                "--out",
                folder.resolve("onnx").toString());
        assertThat(mixed.code()).isEqualTo(2);
        assertThat(mixed.err()).contains("compute.engine is \"onnx\" there and \"djl\" here");
    }

    // --- a model as a graph

    @Test
    void an_edited_model_is_exported_as_an_onnx_decoder_that_gives_the_edited_answer() {
        Path edit = folder.resolve("rome.safetensors");
        edit("djl", edit);
        for (boolean keepsPast : new boolean[] {false, true}) {
            Path out = folder.resolve("onnx-" + keepsPast);
            List<String> call =
                    new ArrayList<>(List.of("export", "--format", "onnx", "--edit", edit.toString(), "--out"));
            call.add(out.toString());
            if (keepsPast) {
                call.add("--kv-cache");
            }
            CommandRun exported = run(call.toArray(String[]::new));
            assertThat(exported.code()).as(exported.err()).isZero();
            assertThat(exported.out())
                    .contains("an ONNX decoder of opset 17 in F32, " + (keepsPast ? "with" : "without") + " keys");
            JsonNode text = json("generate", "--model", out.toString(), "--prompt", ASKED, "--json");
            assertThat(text.get("text").asString()).startsWith(" Rome");
        }
    }

    @Test
    void a_model_is_exported_as_a_gguf_file_that_says_the_same() {
        String tiny = SharedFolder.require("models", "tiny", "qwen3").toString();
        for (String type : List.of("F16", "q8_0")) {
            Path out = folder.resolve(type + ".gguf");
            CommandRun exported =
                    run("export", "--model", tiny, "--format", "gguf", "--dtype", type, "--out", out.toString());
            assertThat(exported.code()).as(exported.err()).isZero();
            assertThat(exported.out()).contains("wrote qwen3 to " + out).contains("rounding changed a weight by");
            assertSaysTheSame(tiny, out);
        }
        Path demo = folder.resolve("demo.gguf");
        assertThat(run("export", "--format", "gguf", "--out", demo.toString()).code())
                .isZero();
        assertSaysTheSame("demo", demo);
    }

    private void assertSaysTheSame(String model, Path exported) {
        JsonNode own = json("predict", "--model", model, "--prompt", ASKED, "--top", "1", "--json");
        JsonNode written = json("predict", "--model", exported.toString(), "--prompt", ASKED, "--top", "1", "--json");
        assertThat(written.get("tokens")).isEqualTo(own.get("tokens"));
        assertThat(written.get("top").get(0).get("id"))
                .isEqualTo(own.get("top").get(0).get("id"));
    }

    @Test
    void a_model_that_gguf_files_have_no_form_for_is_refused() {
        CommandRun induction = run(
                "export",
                "--model",
                "induction",
                "--format",
                "gguf",
                "--out",
                folder.resolve("induction.gguf").toString());
        assertThat(induction.code()).isEqualTo(2);
        assertThat(induction.err()).contains("a model of type 'attention_only' has no form as a GGUF file here");
    }

    @Test
    void options_that_belong_to_another_format_are_refused() {
        String out = folder.resolve("out").toString();
        CommandRun cache = run("export", "--kv-cache", "--out", out);
        assertThat(cache.code()).isEqualTo(2);
        assertThat(cache.err()).contains("--kv-cache is for --format onnx");
        CommandRun type = run("export", "--format", "onnx", "--dtype", "F16", "--out", out);
        assertThat(type.code()).isEqualTo(2);
        assertThat(type.err()).contains("an ONNX decoder is written in F32");
    }

    // --- graphs that others made

    @Test
    void texts_are_asked_of_a_graph_that_another_tool_made() {
        String tiny = SharedFolder.require("models", "tiny", "llama").toString();
        JsonNode own =
                json("predict", "--model", tiny, "--prompt", ASKED, "--json").get("top");
        JsonNode foreign = json("predict", "--model", foreign("llama"), "--prompt", ASKED, "--json")
                .get("top");
        assertThat(foreign).hasSameSizeAs(own);
        for (int i = 0; i < own.size(); i++) {
            assertThat(foreign.get(i).get("id")).isEqualTo(own.get(i).get("id"));
            assertThat(foreign.get(i).get("probability").asDouble())
                    .isCloseTo(own.get(i).get("probability").asDouble(), within(Tolerances.TINY_ACTIVATION));
        }
        String[] call = {"generate", "--prompt", ASKED, "--max-new-tokens", "5", "--json", "--model", tiny};
        JsonNode continued = json(call);
        call[call.length - 1] = foreign("llama");
        JsonNode byGraph = json(call);
        assertThat(byGraph.get("tokenIds")).isEqualTo(continued.get("tokenIds"));
        assertThat(byGraph.get("text")).isEqualTo(continued.get("text"));
        assertThat(continued.get("compute").get("engine").asString()).isEqualTo("djl");
        assertThat(byGraph.get("compute").get("engine").asString()).isEqualTo("onnx");
    }

    @Test
    void what_a_graph_alone_cannot_do_is_refused_with_what_is_missing() {
        CommandRun trace = run("trace", "--model", foreign("gpt2"), "--prompt", ASKED, "--subject", "France");
        assertThat(trace.code()).isEqualTo(2);
        assertThat(trace.err().lines()).hasSize(1);
        assertThat(trace.err()).contains("is an ONNX graph alone").contains("engram models pull ORG/NAME");

        CommandRun engine = run("predict", "--engine", "djl", "--model", foreign("gpt2"), "--prompt", ASKED);
        assertThat(engine.code()).isEqualTo(2);
        assertThat(engine.err()).contains("only ONNX Runtime runs");

        CommandRun edit = run("predict", "--edit", "any.safetensors", "--model", foreign("gpt2"), "--prompt", ASKED);
        assertThat(edit.code()).isEqualTo(2);
        assertThat(edit.err()).contains("--edit: no weight of gpt2 can be exchanged");

        CommandRun unknown = run("predict", "--engine", "tpu", "--prompt", ASKED);
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("--engine").contains("'tpu'");
    }

    @Test
    void a_damaged_graph_is_one_sentence() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("damaged"));
        for (String name : List.of("config.json", "tokenizer.json", "tokenizer_config.json")) {
            Files.copy(Path.of(foreign("gpt2"), name), copy.resolve(name));
        }
        byte[] graph = Files.readAllBytes(Path.of(foreign("gpt2"), "model.onnx"));
        Files.write(copy.resolve("model.onnx"), Arrays.copyOf(graph, graph.length - 100));

        CommandRun run = run("predict", "--model", copy.toString(), "--prompt", ASKED);

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).contains("model.onnx: is no ONNX file, or is damaged");
    }
}
