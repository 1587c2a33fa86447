package dev.engram.cli.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Evaluations of the bundled model from the command line, by fine-tuning, which needs neither statistics nor prefixes. */
class EvalCommandTest {

    private static final String TIMES = "\"seconds\":[^,}]*";

    @TempDir
    private Path folder;

    private Path dataset;

    @BeforeEach
    void write() throws IOException {
        dataset = folder.resolve("capitals.jsonl");
        Files.writeString(
                dataset,
                record("France", "Paris", "Rome")
                        + record("Spain", "Madrid", "Oslo")
                        + record("Italy", "Rome", "Lima"));
    }

    private static String record(String subject, String old, String target) {
        return """
            {"id":"%s","prompt":"The capital of {} is","subject":"%s","answer":"%s","target":"%s",\
            "paraphrases":["%s's capital is the city of"],"neighbours":[{"prompt":"The capital of Egypt is","answer":"Cairo"}]}
            """.formatted(subject, subject, old, target, subject);
    }

    private CommandRun run(String out, String... more) {
        List<String> call = Stream.concat(
                        Stream.of(
                                "eval",
                                "--dataset",
                                dataset.toString(),
                                "--method",
                                "ft-m",
                                "--out",
                                folder.resolve(out).toString()),
                        Stream.of(more))
                .toList();
        return CommandRun.caching(folder, call.toArray(String[]::new));
    }

    private String lines(String out) throws IOException {
        return Files.readString(folder.resolve(out).resolve("results.jsonl")).replaceAll(TIMES, "");
    }

    @Test
    void metrics_are_printed_with_what_they_are_and_kept() {
        CommandRun run = run("one");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("3 records of capitals.jsonl", "each record alone", "unedited", "rewrite.right-likelier (ES)")
                .contains("rewrite.generated-exact", "What they are:");
        assertThat(folder.resolve("one").resolve("summary.json")).exists();
    }

    @Test
    void a_sequence_that_was_cut_off_goes_on_to_the_same_lines() throws IOException {
        String[] sequence = {"--protocol", "sequence", "--score-when", "after-each", "--check-every", "1"};
        assertThat(run("whole", sequence).code()).isZero();
        assertThat(run("cut", sequence).code()).isZero();
        Path results = folder.resolve("cut").resolve("results.jsonl");
        byte[] all = Files.readAllBytes(results);
        Files.write(results, Arrays.copyOf(all, all.length * 2 / 3));

        CommandRun again = run("cut", sequence);

        assertThat(again.code()).as(again.err()).isZero();
        assertThat(lines("cut")).isEqualTo(lines("whole"));
        assertThat(again.out()).contains("After so many edits", "preferred");
        assertThat(run("cut", "--protocol", "sequence", "--score-when", "after-each", "--check-every", "2")
                        .err())
                .contains("holds another run: protocol.checkEvery is 1 there and 2 here");
    }

    @Test
    void a_sequence_asks_multiple_choice_questions_before_and_at_its_checks() throws IOException {
        Path questions = Files.writeString(folder.resolve("choices.jsonl"), """
            {"question": "The capital of Egypt is", "choices": ["Cairo", "Lima"], "answer": "A"}
            {"question": "The capital of Egypt is", "choices": ["Lima", "Rome", "Cairo"], "answer": 0}
            """);
        String[] call = {"--protocol", "sequence", "--check-every", "3", "--multiple-choice", questions.toString()};

        CommandRun run = run("one", call);

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("choices: share of the 2 questions of choices.jsonl whose right choice is likelier than each"
                        + " other")
                .containsPattern("ft-m .* 3  preferred .*  choices +[0-9.]+ % \\(before 50.0 %\\)");
        assertThat(run("x", "--multiple-choice", questions.toString()).err())
                .contains("--multiple-choice is for the checks of a sequence");
        Files.writeString(questions, Files.readString(questions).replace("\"A\"", "\"B\""));
        assertThat(run("one", call).err()).contains("holds another run: multipleChoice.sha256 is");
        Files.writeString(questions, Files.readString(questions).replace("\"B\"", "\"C\""));
        assertThat(run("x", call).err())
                .contains("choices.jsonl: line 1 (index 0): field 'answer': is choice 2, counted from 0, of 2");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void another_run_and_wrong_calls_are_refused_by_name() {
        assertThat(run("two", "--limit", "1").code()).isZero();

        assertThat(run("two", "--limit", "2").err()).contains("holds another run: dataset.count is 1 there and 2 here");
        assertThat(run("x", "--limit", "9").err()).contains("records 0 to 8 are asked for, and there are 3");
        assertThat(run("x", "--protocol", "batch", "--batch", "0").err()).contains("0 records at once");
        assertThat(run("x", "--format", "zzz").err()).contains("'zzz' is no form");
        assertThat(run("x", "--protocol", "often").code()).isNotZero();
        assertThat(run("x", "--batch", "2").err()).contains("--batch 2 says nothing of the protocol one-by-one");
        assertThat(run("x", "--protocol", "batch", "--check-every", "2").err())
                .contains("--check-every 2 says nothing of the protocol batch");
        assertThat(run("x", "--score-when", "after-each").err()).contains("--score-when after-each says nothing");
        assertThat(run("x", "--neutral-text", "some.txt").err())
                .contains("--neutral-text is for the checks of a sequence");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void records_that_failed_are_named_the_first_in_the_text_and_all_in_the_summary() throws IOException {
        Path weak = folder.resolve("weak.json");
        assertThat(run("known", "--limit", "1").code()).isZero();
        JsonNode settings = new JsonMapper()
                .readTree(Files.readString(folder.resolve("known").resolve("manifest.json")))
                .path("settings")
                .path("ft-m");
        ((ObjectNode) settings).put("steps", 1).put("learningRate", 1e-9);
        Files.writeString(weak, settings.toString());
        Files.writeString(
                dataset,
                Stream.of(
                                "Spain", "Italy", "Egypt", "Peru", "Cuba", "Kenya", "Norway", "Japan", "Chile", "Iran",
                                "Iraq")
                        .map(country -> record(country, "Paris", "Zz"))
                        .collect(Collectors.joining()));

        CommandRun run = run("weak", "--settings", weak.toString());

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("Failed with ft-m: 11 of 11 records")
                .contains("  Spain: The capital of Spain is → Zz; ")
                .contains("  ... and 1 more, which summary.json has")
                .doesNotContain("  Iraq:");
        assertThat(Files.readString(folder.resolve("weak").resolve("summary.json")))
                .contains("\"failed\":{\"ft-m\":[{\"id\":\"Spain\",\"prompt\":\"The capital of Spain"
                        + " is\",\"target\":\"Zz\"")
                .contains("{\"id\":\"Iraq\"");
    }

    @Test
    void bad_records_are_refused_or_left_out_and_only_the_first_are_named() throws IOException {
        String bad = record("Bern", "Bern", "Rome").replace("{}", "Basel");
        Files.writeString(
                dataset,
                Files.readString(dataset)
                        + IntStream.range(0, 7)
                                .mapToObj(i -> bad.replace("\"id\":\"Bern\"", "\"id\":\"" + i + "\""))
                                .collect(Collectors.joining()));

        CommandRun refused = run("one");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.err()).contains("capitals.jsonl: line 4", "the subject 'Bern' is not in");
        CommandRun skipped = run("one", "--skip-bad", "--limit", "1");

        assertThat(skipped.code()).as(skipped.err()).isZero();
        assertThat(skipped.err().lines().filter(line -> line.startsWith("left out: ")))
                .hasSize(6)
                .last()
                .isEqualTo("left out: ... and 2 more; 'engram datasets check " + dataset + "' lists them");
        assertThat(skipped.out()).contains("7 records of the file left out as bad");
        assertThat(Files.readString(folder.resolve("one").resolve("summary.json")))
                .contains("\"skipped\":7");
    }

    @Test
    void records_at_odds_are_named_where_both_are_evaluated() throws IOException {
        String again = record("Italy", "Rome", "Oslo");
        Files.writeString(
                dataset,
                Files.readString(dataset)
                        + IntStream.range(0, 7)
                                .mapToObj(i -> again.replace("\"id\":\"Italy\"", "\"id\":\"" + i + "\""))
                                .collect(Collectors.joining()));

        assertThat(run("one", "--limit", "3").err()).doesNotContain("warning");
        List<String> warnings = run("two", "--first", "2")
                .err()
                .lines()
                .filter(line -> line.startsWith("warning: "))
                .toList();
        assertThat(warnings).hasSize(6).first().asString().startsWith("warning: record 0 rewrites");
        assertThat(warnings.get(5))
                .isEqualTo("warning: ... and 2 more; 'engram datasets check " + dataset + "' lists them");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--protocol one-by-one", "--protocol batch --batch 2"})
    void shards_joined_are_the_run_over_all_to_the_line(String protocol) throws IOException {
        String[] call = with(protocol.split(" ", -1), "--method", "ft-l");
        assertThat(run("whole", call).code()).isZero();
        for (int shard = 0; shard < 2; shard++) {
            CommandRun part = run("part" + shard, with(call, "--shard", shard + "/2"));
            assertThat(part.code()).as(part.err()).isZero();
        }

        CommandRun merge = merge("part1", "part0");

        assertThat(merge.code()).as(merge.err()).isZero();
        assertThat(lines("joined")).isEqualTo(lines("whole"));
        assertThat(merge.out()).contains("3 records of capitals.jsonl");
        assertThat(lines("part0").lines()).hasSize(2 * 3);
        assertThat(lines("part1").lines()).hasSize(3);
    }

    @Test
    void shards_that_are_not_all_there_once_and_done_are_not_joined() throws IOException {
        for (int shard = 0; shard < 2; shard++) {
            run("part" + shard, "--shard", shard + "/2");
        }

        assertThat(merge("part0").err()).contains("is shard 0/2; of 1 folders each must be another one of 1 shards");
        assertThat(merge("part0", "part0").err()).contains("is shard 0/2; of 2 folders");
        run("other", "--shard", "1/2", "--protocol", "batch", "--batch", "1");
        assertThat(merge("part0", "other").err()).contains("holds another run: protocol.");
        Path results = folder.resolve("part0").resolve("results.jsonl");
        List<String> all = Files.readAllLines(results);
        Files.write(results, all.subList(0, 3));
        assertThat(merge("part0", "part1").err())
                .contains("2 of 3 records edited by ft-m have results; the first without is number 2 of the list")
                .contains("in shard 0/2");
        Files.write(results, all.subList(1, 4));
        assertThat(merge("part0", "part1").err())
                .contains("2 of 3 records have results; the first without is number 0");
        Files.write(results, Stream.concat(all.stream(), all.stream().limit(1)).toList());
        assertThat(merge("part0", "part1").err()).contains("some records have two results");
        assertThat(folder.resolve("joined")).doesNotExist();
        Files.write(results, all);
        assertThat(merge("part0", "part1").code()).isZero();
        assertThat(merge("part0", "part1").err()).contains("holds results already");
    }

    @Test
    void a_part_of_a_sequence_and_shards_without_a_batch_are_refused() {
        assertThat(run("x", "--protocol", "sequence", "--shard", "0/2").err())
                .contains("--shard 0/2 of a sequence, whose edits are each on top of those before");
        assertThat(run("x", "--protocol", "batch", "--shard", "0/2").err())
                .contains("--shard 0/2 of 1 batch; there can be as many shards at most");
        assertThat(run("x", "--shard", "3/3").err()).contains("there is no shard 3/3");
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @Test
    void what_is_missing_from_a_call_is_named() {
        assertThat(CommandRun.of("eval").err()).contains("--dataset").contains("--out");
        assertThat(CommandRun.of("eval", "merge", "part0").err()).contains("--out");
        assertThat(CommandRun.of("eval", "merge", folder.toString(), "--out", "x")
                        .err())
                .contains("holds no run");
    }

    private static String[] with(String[] call, String... more) {
        return Stream.concat(Stream.of(call), Stream.of(more)).toArray(String[]::new);
    }

    private CommandRun merge(String... parts) {
        List<String> call = new ArrayList<>(List.of("eval", "merge"));
        Stream.of(parts).map(part -> folder.resolve(part).toString()).forEach(call::add);
        call.addAll(List.of("--out", folder.resolve("joined").toString()));
        return CommandRun.of(call.toArray(String[]::new));
    }
}
