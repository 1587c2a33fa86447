package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        return CommandRun.in(
                Map.of("HF_HOME", "/no/such/huggingface", "ENGRAM_CACHE", folder.toString(), "HF_HUB_OFFLINE", "1"),
                call.toArray(String[]::new));
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
    }

    @Test
    void another_run_and_wrong_calls_are_refused_by_name() {
        assertThat(run("two", "--limit", "1").code()).isZero();

        assertThat(run("two", "--limit", "2").err()).contains("holds another run: dataset.count is 1 there and 2 here");
        assertThat(run("x", "--limit", "9").err()).contains("records 0 to 8 are asked for, and there are 3");
        assertThat(run("x", "--protocol", "batch", "--batch", "0").err()).contains("0 records at once");
        assertThat(run("x", "--format", "zzz").err()).contains("'zzz' is no form");
        assertThat(run("x", "--protocol", "often").code()).isNotZero();
        assertThat(folder.resolve("x")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"one-by-one", "batch"})
    void shards_joined_are_the_run_over_all_to_the_line(String protocol) throws IOException {
        String[] call = {"--protocol", protocol, "--batch", "2", "--method", "ft-l"};
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
