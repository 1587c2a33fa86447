package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.TinyGguf;
import dev.engram.testing.SharedFolder;
import dev.engram.testing.Tolerances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands on a tiny model, as a user calls them. */
class CommandsTest {

    private static final String PROMPT = "The mother tongue of Zoë Brånström is";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"trace", "patch", "edit", "predict", "generate", "inspect", "check", "export"})
    void help_shows_examples(String command) {
        CommandRun run = CommandRun.of(command, "--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Examples:").contains("engram " + command + " --model");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void the_version_is_the_builds() {
        assertThat(CommandRun.of("--version").out()).matches("engram \\d+\\.\\d+.*\\R");
    }

    @Test
    void predict_prints_one_json_line_with_code_point_offsets() {
        String prompt = "𝔼iffel is";

        CommandRun run = CommandRun.of("predict", "--model", tiny("gpt2"), "--prompt", prompt, "--top", "3", "--json");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        JsonNode json = JsonMapper.shared().readTree(run.out());
        JsonNode tokens = json.get("tokens");
        assertThat(tokens.get(tokens.size() - 1).get("end").asInt())
                .isEqualTo(prompt.codePointCount(0, prompt.length()));
        assertThat(json.get("top")).hasSize(3);
        assertThat(json.get("top").get(0).get("probability").asDouble())
                .isGreaterThanOrEqualTo(
                        json.get("top").get(1).get("probability").asDouble());
        assertThat(json.get("top").get(0).propertyNames()).containsExactly("id", "text", "logit", "probability");
    }

    @Test
    void generate_prints_text_and_token_ids() {
        CommandRun run = CommandRun.of(
                "generate", "--model", tiny("llama"), "--prompt", PROMPT, "--max-new-tokens", "5", "--json");

        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertThat(run.code()).isZero();
        assertThat(json.get("tokenIds").size()).isBetween(1, 5);
        assertThat(json.has("text")).isTrue();
    }

    @Test
    void sampling_follows_its_seed() {
        String[] args = {
            "generate",
            "--model",
            tiny("gpt2"),
            "--prompt",
            PROMPT,
            "--temperature",
            "2",
            "--top-k",
            "50",
            "--seed",
            "5"
        };

        assertThat(CommandRun.of(args).out()).isEqualTo(CommandRun.of(args).out());
    }

    @Test
    void a_begin_of_text_token_is_added_only_where_asked_for() {
        String[] args = {"predict", "--model", tiny("gpt2"), "--prompt", PROMPT, "--json", "--bos"};

        JsonNode with = JsonMapper.shared().readTree(CommandRun.of(args).out()).get("tokens");
        args[6] = "--no-bos";
        JsonNode without =
                JsonMapper.shared().readTree(CommandRun.of(args).out()).get("tokens");

        assertThat(with.size()).isEqualTo(without.size() + 1);
        assertThat(with.get(0).get("id").asInt()).isZero();
    }

    @Test
    void inspect_shows_what_was_understood() {
        CommandRun run = CommandRun.of("inspect", "--model", tiny("llama"), "--json");

        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertThat(json.get("layers").asInt()).isEqualTo(4);
        assertThat(json.get("keyValueHeads").asInt()).isEqualTo(2);
        assertThat(json.get("parameters").asLong()).isEqualTo(98_736);
        assertThat(json.get("sites").toString()).contains("resid.mid").contains("mlp.post");
        assertThat(CommandRun.of("inspect", "--model", tiny("llama")).out()).contains("98,736");
    }

    @Test
    void inspect_shows_what_is_particular_to_a_family() {
        JsonNode neox = inspected("gpt-neox");
        assertThat(neox.get("topology").asString()).isEqualTo("parallel");
        assertThat(neox.get("sites").toString()).doesNotContain("resid.mid").contains("mlp.out");
        assertThat(neox.get("positions").asString()).contains("width=2").contains("HALVES");
        JsonNode gptJ = inspected("gptj");
        assertThat(gptJ.get("positions").asString()).contains("width=4").contains("NEIGHBOURS");
        assertThat(gptJ.get("biases").toString()).isEqualTo("[\"MLP input\",\"MLP output\",\"unembedding\"]");
        assertThat(inspected("mistral").get("windows").toString()).isEqualTo("[6,6,6]");
        JsonNode qwen = inspected("qwen3");
        assertThat(qwen.get("headNorms").asBoolean()).isTrue();
        assertThat(qwen.get("biases").toString()).isEqualTo("[]");
        assertThat(qwen.get("windows").toString()).isEqualTo("[null,null,null]");
        assertThat(inspected("qwen2").get("biases").toString()).isEqualTo("[\"query\",\"key\",\"value\"]");
        assertThat(CommandRun.of("inspect", "--model", tiny("mistral")).out()).contains("the last 6 positions");
        assertThat(CommandRun.of("inspect", "--model", tiny("qwen3")).out())
                .contains("each query and key head normed")
                .contains("all positions before");
    }

    private static JsonNode inspected(String name) {
        return JsonMapper.shared()
                .readTree(CommandRun.of("inspect", "--model", tiny(name), "--json")
                        .out());
    }

    @Test
    void a_parallel_block_has_no_residual_between_its_parts() {
        CommandRun run = CommandRun.of(
                "patch",
                "--model",
                tiny("gpt-neox"),
                "--clean",
                "The city of Paris",
                "--corrupted",
                "The city of Baris",
                "--site",
                "resid.mid",
                "--answer",
                "a",
                "--foil",
                "b");

        assertThat(run.code()).isNotZero();
        assertThat(run.err())
                .contains("the blocks of gpt_neox are parallel, with no residual between attention and MLP");
    }

    @Test
    void an_exported_model_predicts_what_its_source_does() {
        String out = folder.resolve("exported").toString();

        CommandRun run = CommandRun.of("export", "--model", tiny("gpt2"), "--out", out);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("""
            wrote gpt2 to %s: 5 files, 261 kB of weights
            the weights are the same to the byte
            """.formatted(out));
        assertThat(run.err()).isEmpty();
        assertThat(predicted(out)).isEqualTo(predicted(tiny("gpt2")));
    }

    @Test
    void export_converts_a_gguf_file_to_the_type_asked_for() throws IOException {
        Path gguf = TinyGguf.of(Path.of(tiny("llama"))).write(folder.resolve("tiny.gguf"));
        Path exact = folder.resolve("f32");
        Path half = folder.resolve("f16");

        CommandRun toF32 = CommandRun.of(
                "export", "--model", gguf.toString(), "--out", exact.toString(), "--dtype", "f32", "--json");
        CommandRun toF16 = CommandRun.of("export", "--model", gguf.toString(), "--out", half.toString());

        assertThat(toF32.code()).as(toF32.err()).isZero();
        JsonNode json = JsonMapper.shared().readTree(toF32.out());
        assertThat(json.get("model").asString()).isEqualTo("tiny.gguf");
        assertThat(json.get("directory").asString()).isEqualTo(exact.toString());
        assertThat(json.get("files").valueStream().map(JsonNode::asString))
                .containsExactly(
                        "config.json",
                        "generation_config.json",
                        "tokenizer.json",
                        "tokenizer_config.json",
                        "model.safetensors");
        assertThat(json.get("weightBytes").asLong()).isEqualTo(4 * 98_736);
        assertThat(json.get("rounding").toString())
                .isEqualTo("{\"tensors\":38,\"maxAbsolute\":0.0,\"relativeFrobenius\":0.0}");
        assertThat(predicted(exact.toString())).isEqualTo(predicted(tiny("llama")));
        assertThat(toF16.out())
                .contains("197 kB of weights")
                .containsPattern(
                        "rounding changed a weight by 0\\.000\\d+ at most, a tensor by 0\\.000\\d+ of its norm");
    }

    private static String predicted(String model) {
        CommandRun run = CommandRun.of("predict", "--model", model, "--prompt", PROMPT, "--json");
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    @Test
    void trace_gives_the_references_grids_as_json_and_a_report() throws IOException {
        JsonNode golden = JsonMapper.shared()
                .readTree(SharedFolder.require("golden", "tiny", "gpt2.json").toFile())
                .get("cases")
                .get(2);
        Path report = folder.resolve("report.html");

        CommandRun run = CommandRun.of(
                "trace",
                "--model",
                tiny("gpt2"),
                "--prompt",
                golden.get("prompt").asString(),
                "--subject",
                golden.get("subject").asString(),
                "--noise",
                golden.get("noise_std_dev").asString(),
                "--window",
                golden.get("window").asString(),
                "--json",
                "--html",
                report.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(1);
        JsonNode json = JsonMapper.shared().readTree(run.out());
        assertThat(json.get("subjectRange").toString())
                .isEqualTo(golden.get("subject_range").toString());
        assertThat(json.get("answer").get(0).get("id").asInt())
                .isEqualTo(golden.get("answer_id").asInt());
        assertThat(json.get("corrupted").asDouble())
                .isCloseTo(golden.get("corrupted_probability").asDouble(), within(Tolerances.TINY_CELL));
        for (String kind : new String[] {"hidden", "mlp", "attn"}) {
            JsonNode grid = json.get("grids").get(kind);
            JsonNode expected = golden.get("scores").get(kind);
            assertThat(grid.size()).isEqualTo(expected.size());
            IntStream.range(0, grid.size()).forEach(position -> {
                for (int layer = 0; layer < expected.get(position).size(); layer++) {
                    assertThat(grid.get(position).get(layer).asDouble())
                            .isCloseTo(expected.get(position).get(layer).asDouble(), within(Tolerances.TINY_CELL));
                }
            });
        }
        assertThat(json.get("conditions")
                        .get("kinds")
                        .get("mlp")
                        .get("convention")
                        .asString())
                .isEqualTo("code");
        String page = Files.readString(report);
        assertThat(page)
                .contains("default-src &#39;none&#39;")
                .contains("Zoë Brånström")
                .contains(json.get("model").get("sha256").asString());
        assertThat(folder.toFile().list()).containsExactly("report.html"); // no temporary file is left
    }

    @Test
    void trace_draws_heatmaps_and_notes_a_prompt_that_ends_with_its_subject() {
        CommandRun run = CommandRun.of(
                "trace",
                "--model",
                tiny("llama"),
                "--prompt",
                "in the city of the Eiffel Tower",
                "--subject",
                "Eiffel Tower",
                "--kind",
                "hidden,mlp",
                "--samples",
                "2");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("hidden state").contains("MLP").doesNotContain("attention outputs");
        assertThat(run.out()).contains("ends with its subject").doesNotContain("\u001B");
    }

    private static String tiny(String name) {
        return SharedFolder.require("models", "tiny", name).toString();
    }
}
