package dev.engram.cli.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.CommandRun;
import dev.engram.datasets.BundledEdits;
import dev.engram.datasets.BundledFacts;
import dev.engram.models.hub.FakeHub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code engram datasets} as a user calls it. */
class DatasetsCommandsTest {

    private static final String KNOWEDIT = """
            [{"subject": "Oslo", "prompt": "Oslo lies in", "target_new": "Chad", "ground_truth": "Norway", "rephrase": "Oslo is in",
              "portability": {"Reasoning": [{"prompt": "People in Oslo speak", "ground_truth": [["Arabic", "French"]]},
                                            {"prompt": "The money in Oslo is the", "ground_truth": "franc"}]},
              "locality": {"Forgetfulness": [{"prompt": "Oslo is a", "ground_truth": "city"}]}}]
            """;

    private static final String OSLO =
            "{\"prompt\": \"Oslo is in\", \"subject\": \"Oslo\", \"target\": \"Chad\", \"answer\": \"Norway\"}";

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void ownCaches() {
        environment.put("HF_HOME", folder.resolve("hf").toString());
        environment.put("ENGRAM_CACHE", folder.resolve("engram").toString());
        environment.put("HF_HUB_OFFLINE", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "show", "check", "convert", "sample", "known", "pull"})
    void help_shows_examples(String command) {
        CommandRun run = run("datasets", command, "--help");

        assertThat(run.code()).isZero();
        assertThat(run.out()).contains("Examples:").contains("engram datasets " + command);
    }

    @Test
    void the_bundled_data_set_is_read_by_its_name() throws IOException {
        CommandRun check = run("datasets", "check", "demo");
        CommandRun shown = run("datasets", "show", "demo", "--record", "7", "--json");

        assertThat(check.code()).as(check.err()).isZero();
        assertThat(check.out())
                .contains(BundledFacts.load().facts().size() + " records")
                .contains("engram");
        assertThat(shown.code()).as(shown.err()).isZero();
        assertThat(shown.out())
                .contains(BundledEdits.cases(BundledFacts.load(), 8, 1).get(7).id());
    }

    @Test
    void datasets_alone_lists_its_commands() {
        CommandRun run = run("datasets");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("list, show, check, convert, sample, known, pull");
    }

    @Test
    void the_list_says_what_there_is_from_where_and_that_only_the_bundled_one_is_here() {
        CommandRun run = run("datasets", "list");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines().findFirst())
                .hasValueSatisfying(header -> assertThat(header).matches("name +form +where +licence +address"));
        assertThat(run.out())
                .containsPattern(
                        "counterfact +counterfact +not here +MIT \\(ROME\\) +https://rome\\.baulab\\.info/\\S+")
                .containsPattern("mquake-t +mquake +not here +MIT +https://\\S+")
                .containsOnlyOnce("  here");
        JsonNode datasets = json("datasets", "list", "--json").get("datasets");
        assertThat(datasets.get(0).get("name").asString()).isEqualTo("demo");
        assertThat(datasets.get(0).get("here").asBoolean()).isTrue();
        assertThat(datasets.get(1).get("name").asString()).isEqualTo("known-1000");
        assertThat(datasets.get(1).get("here").asBoolean()).isFalse();
        assertThat(datasets.get(1).get("file").isNull()).isTrue();
    }

    @Test
    void a_data_set_that_was_pulled_is_listed_and_read_by_its_name() throws IOException {
        CommandRun pulled = pull("knowedit-recent", KNOWEDIT);
        assertThat(pulled.code()).as(pulled.err()).isZero();

        Path file = Path.of(pulled.out().strip());
        assertThat(file).hasContent(KNOWEDIT);
        assertThat(file.resolveSibling("knowedit-recent.json.sha256")).content().contains("knowedit-recent.json");
        assertThat(run("datasets", "list").out()).containsPattern("knowedit-recent +knowedit +here ");
        CommandRun again = run("datasets", "pull", "knowedit-recent");
        assertThat(again.code()).isZero();
        assertThat(again.out()).isEqualTo(pulled.out());
        assertThat(again.err()).contains("knowedit-recent.json is here, with the SHA-256 that was recorded");

        CommandRun show = run("datasets", "show", "knowedit-recent");
        assertThat(show.out()).isEqualTo("""
                        %s (form knowedit): record 0 of 1, id 0
                        [Oslo] lies in → Chad (before: Norway)
                        paraphrases
                          Oslo is in
                        portability, Reasoning
                          People in Oslo speak → Arabic | French
                          The money in Oslo is the → franc
                        locality, Forgetfulness
                          Oslo is a → city
                        """.formatted(file));
    }

    @Test
    void what_arrives_must_be_the_data_set() throws IOException {
        CommandRun run = pull("knowedit-zsre", "<html>no such file</html>");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .contains("ZsRE-test-all.json is not in the form knowedit (")
                .contains("it was deleted");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(folder.resolve("engram/datasets/knowedit-zsre.json")).doesNotExist();
        assertThat(folder.resolve("engram/datasets/knowedit-zsre.json.sha256")).doesNotExist();
    }

    @Test
    void pulls_that_cannot_be_say_why() {
        CommandRun offline = run("datasets", "pull", "zsre");
        CommandRun unknown = run("datasets", "pull", "nope");

        assertThat(offline.code()).isEqualTo(1);
        assertThat(offline.err()).contains("HF_HUB_OFFLINE");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.err()).contains("there is no data set 'nope'; there are known-1000, counterfact");
    }

    @Test
    void a_name_that_is_not_here_is_answered_with_how_to_get_it() {
        CommandRun known = run("datasets", "show", "counterfact");
        CommandRun neither = run("datasets", "check", "counter.json");

        assertThat(known.code()).isEqualTo(2);
        assertThat(known.err()).contains("get it with: engram datasets pull counterfact");
        assertThat(neither.code()).isEqualTo(2);
        assertThat(neither.err()).contains("there is no file 'counter.json', and no data set of this name");
    }

    @Test
    void a_record_is_shown_by_its_place_or_in_the_own_form() throws IOException {
        Path file = write(
                OSLO,
                "{\"id\": \"b\", \"prompt\": \"See {}\\nin\", \"subject\": \"Bern\", \"target\": \"Chad\", \"probes\": [{\"kind\":"
                        + " \"multi-hop\", \"need\": \"any\", \"questions\": [{\"prompt\": \"x\", \"answers\": [\"y\"]}, {\"prompt\": \"z\"}],"
                        + " \"conditions\": [{\"prompt\": \"c\", \"answers\": [\"d\"]}]}], \"openings\": [\"Bern is\"], \"targetIds\":"
                        + " {\"relation\": \"P17\", \"object\": \"Q657\"}}");

        assertThat(run("datasets", "show", file.toString(), "--record", "1")
                        .out()
                        .lines()
                        .skip(1))
                .containsExactly(
                        "See [Bern]\\nin → Chad",
                        "multi-hop: any of",
                        "  x → y",
                        "  z",
                        "  counts if the model knows before the edit",
                        "    c → d",
                        "openings",
                        "  Bern is",
                        "ids: relation P17, object Q657");
        JsonNode json = json("datasets", "show", file.toString(), "--record", "1", "--json");
        assertThat(json.get("id").asString()).isEqualTo("b");
        assertThat(json.get("prompt").asString()).isEqualTo("See {}\nin");
        CommandRun beyond = run("datasets", "show", file.toString(), "--record", "2");
        assertThat(beyond.code()).isEqualTo(2);
        assertThat(beyond.err()).contains("there is no record 2 among the 2 of");
    }

    @Test
    void a_good_file_is_counted() throws IOException {
        Path file = Files.writeString(folder.resolve("ke.json"), KNOWEDIT);

        CommandRun run = run("datasets", "check", file.toString());

        assertThat(run.code()).isZero();
        assertThat(run.out().lines())
                .startsWith(file + ": 1 record in the form knowedit")
                .endsWith(
                        "  edits: 1",
                        "  edits with an old answer: 1",
                        "  paraphrases: 1",
                        "  tests of portability, Reasoning: 2",
                        "  tests of locality, Forgetfulness: 1");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void facts_to_trace_are_counted_too() throws IOException {
        Path file = write(
                "{\"prompt\": \"Oslo is in\", \"subject\": \"Oslo\", \"attribute\": \"Norway\", \"foil\": \"Chad\"}",
                "{\"prompt\": \"Bern is in\", \"subject\": \"Bern\"}");

        assertThat(run("datasets", "check", file.toString()).out().lines())
                .startsWith(file + ": 2 records in the form known")
                .endsWith("  facts with an expected answer: 1", "  facts with a foil: 1");
        assertThat(run("datasets", "show", file.toString()).out().lines().skip(1))
                .containsExactly("[Oslo] is in → Norway", "foil: Chad");
    }

    @Test
    void a_check_names_all_that_is_bad_and_fails_unless_it_is_to_be_skipped() throws IOException {
        Path file = write(
                OSLO,
                OSLO.replace("\"subject\": \"Oslo\"", "\"subject\": \"Bern\""),
                OSLO.replace("Chad", "Mali"),
                "{}",
                OSLO.replace("}", ", \"note\": 1}"));

        CommandRun run = run("datasets", "check", file.toString());

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "2 conflicts, which are read nevertheless:\n  record 2 rewrites 'Oslo is in' to 'Mali', record 0 to 'Chad'"
                                + "\n  record 4 is the same as record 0\n")
                .contains("2 bad records:\n  " + file
                        + ": line 2 (index 1): field 'subject': the subject 'Bern' is not in")
                .contains("line 4 (index 3): field 'subject': is absent");
        assertThat(run("datasets", "check", file.toString(), "--skip-bad").code())
                .isZero();
    }

    @Test
    void other_commands_stop_at_what_is_bad_or_leave_it_out_and_say_so() throws IOException {
        String[] lines = IntStream.range(0, 14)
                .mapToObj(i -> i == 3 ? OSLO : "{\"n\": " + i + "}")
                .toArray(String[]::new);
        Path file = write(lines);
        Path out = folder.resolve("out.jsonl");

        CommandRun refused = run("datasets", "convert", file.toString(), "--format", "engram", "--out", out.toString());
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("line 1 (index 0): field 'subject': is absent");
        assertThat(out).doesNotExist();
        CommandRun skipped = run("datasets", "convert", file.toString(), "--skip-bad", "--out", out.toString());
        assertThat(skipped.code()).isZero();
        assertThat(skipped.out()).isEqualTo("wrote 1 record to " + out + "\n");
        assertThat(skipped.err().lines())
                .hasSize(6)
                .last()
                .asString()
                .isEqualTo("left out: ... and 8 more; 'engram datasets check " + file + "' lists them");
    }

    @Test
    void a_converted_file_reads_as_the_same() throws IOException {
        Path file = Files.writeString(folder.resolve("ke.json"), KNOWEDIT);
        Path out = folder.resolve("own.jsonl");

        assertThat(run("datasets", "convert", file.toString(), "--out", out.toString())
                        .code())
                .isZero();

        assertThat(run("datasets", "check", out.toString()).out()).contains("1 record in the form engram");
        assertThat(run("datasets", "show", out.toString()).out().lines().skip(1).toList())
                .isEqualTo(run("datasets", "show", file.toString())
                        .out()
                        .lines()
                        .skip(1)
                        .toList());
    }

    @Test
    void a_sample_is_drawn_by_its_seed() throws IOException {
        Path file = write(IntStream.range(0, 50)
                .mapToObj(i -> OSLO.replace("Chad", "Land " + i))
                .toArray(String[]::new));

        assertThat(sample(file, 7)).hasSize(10).isEqualTo(sample(file, 7)).isNotEqualTo(sample(file, 8));
        CommandRun tooMany = run(
                "datasets",
                "sample",
                file.toString(),
                "-n",
                "51",
                "-o",
                folder.resolve("x").toString());
        assertThat(tooMany.code()).isEqualTo(2);
        assertThat(tooMany.err()).contains("there is no sample of 51 from the 50 records");
    }

    @Test
    void the_records_that_a_model_knows_are_kept() throws IOException {
        Path file = write(
                "{\"id\": \"a\", \"prompt\": \"The capital of France is\", \"subject\": \"France\", \"target\": \"Oslo\", \"answer\": \"Paris\"}",
                "{\"id\": \"b\", \"prompt\": \"The capital of France is\", \"subject\": \"France\", \"target\": \"Oslo\", \"answer\": \"Rome\"}",
                "{\"id\": \"c\", \"prompt\": \"The capital of Italy is\", \"subject\": \"Italy\", \"target\": \"Oslo\"}",
                "{\"id\": \"d\", \"edits\": [{\"prompt\": \"The capital of Italy is\", \"subject\": \"Italy\", \"target\": \"Oslo\","
                        + " \"answer\": \"Rome\"}, {\"prompt\": \"The capital of France is\", \"subject\": \"France\", \"target\": \"Oslo\","
                        + " \"answer\": \"Lima\"}]}");
        Path out = folder.resolve("known.jsonl");

        CommandRun run = run("datasets", "known", file.toString(), "--out", out.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .isEqualTo(
                        "demo knows 1 of 4 records and says otherwise to 2\n  1 without an old answer\nwrote 1 record to "
                                + out + "\n");
        assertThat(Files.readAllLines(out)).singleElement().asString().startsWith("{\"id\":\"a\",");
    }

    @Test
    void nothing_known_and_nothing_to_know_write_nothing() throws IOException {
        Path wrong = write(OSLO.replace("Norway", "Peru"));
        Path silent = write("{\"prompt\": \"Oslo is in\", \"subject\": \"Oslo\", \"target\": \"Chad\"}");
        Path out = folder.resolve("known.jsonl");

        CommandRun none = run("datasets", "known", wrong.toString(), "--out", out.toString());
        CommandRun nobody = run("datasets", "known", silent.toString(), "--out", out.toString());

        assertThat(none.code()).isEqualTo(1);
        assertThat(none.err()).contains("there is nothing to write to " + out);
        assertThat(nobody.code()).isEqualTo(2);
        assertThat(nobody.err()).contains("states what is right before the edit");
        assertThat(out).doesNotExist();
    }

    @Test
    void calls_that_cannot_be_are_refused_before_the_work() throws IOException {
        Path file = write(OSLO);

        CommandRun form = run("datasets", "check", file.toString(), "--format", "csv");
        assertThat(form.code()).isEqualTo(2);
        assertThat(form.err()).contains("'csv' is no form of data sets; there are known, engram");
        CommandRun place = run("datasets", "convert", file.toString(), "--out", "/no/such/folder/x.jsonl");
        assertThat(place.code()).isEqualTo(2);
        assertThat(place.err()).contains("/no/such/folder");
        assertThat(run("datasets", "sample", file.toString(), "--out", "x").err())
                .contains("--count");
    }

    private List<String> sample(Path file, int seed) throws IOException {
        Path out = folder.resolve("sample.jsonl");
        CommandRun run = run(
                "datasets", "sample", file.toString(), "--count", "10", "--seed", "" + seed, "--out", out.toString());
        assertThat(run.code()).as(run.err()).isZero();
        return Files.readAllLines(out);
    }

    private CommandRun pull(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (FakeHub hub = new FakeHub("org/other")) {
            hub.next(exchange -> {
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            });
            environment.put("HF_ENDPOINT", hub.endpoint().toString());
            environment.remove("HF_HUB_OFFLINE");
            return run("datasets", "pull", name);
        } finally {
            environment.put("HF_HUB_OFFLINE", "1");
        }
    }

    private Path write(String... lines) throws IOException {
        return Files.write(Files.createTempFile(folder, "list", ""), List.of(lines));
    }

    private JsonNode json(String... args) {
        return JsonMapper.shared().readTree(run(args).out());
    }

    private CommandRun run(String... args) {
        return CommandRun.in(environment, args);
    }
}
