package dev.engram.cli.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.cli.CommandRun;
import dev.engram.cli.kept.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code engram trace} over a list of the bundled model's facts, as a user calls it. */
class TraceListTest {

    private static final String FACTS = """
            {"id": "fr", "template": "The capital of {} is", "subject": "France", "attribute": "Paris", "foil": "Rome"}
            {"id": "it", "template": "The capital of {} is", "subject": "Italy", "attribute": "Rome", "foil": "Paris"}
            {"id": "jp", "template": "The capital of {} is", "subject": "Japan", "attribute": "Tokyo", "foil": "Rome"}
            {"id": "es", "template": "The capital of {} is", "subject": "Spain", "attribute": "Madrid", "foil": "Rome"}
            {"id": "xx", "template": "The capital of {} is", "subject": "Greece", "attribute": "Berlin", "foil": "Rome"}
            """;

    @TempDir
    private static Path shared;

    private static Path facts;
    private static Path whole;
    private static CommandRun wholeRun;

    @TempDir
    private Path folder;

    @BeforeAll
    static void traceTheWholeList() throws IOException {
        facts = Files.writeString(shared.resolve("facts.jsonl"), FACTS);
        whole = shared.resolve("whole");
        wholeRun = trace(whole);
    }

    private static CommandRun trace(Path out, String... more) {
        List<String> args = new ArrayList<>(List.of(
                "trace", "--prompts", facts.toString(), "--out", out.toString(), "--kind", "hidden", "--samples", "3"));
        args.addAll(Arrays.asList(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private static List<JsonNode> results(Path out) throws IOException {
        return Files.readAllLines(RunFolder.results(out)).stream()
                .map(line -> JsonMapper.shared().readTree(line))
                .toList();
    }

    @Test
    void each_prompt_has_a_line_that_says_what_became_of_it() throws IOException {
        assertThat(wholeRun.code()).as(wholeRun.err()).isZero();
        List<JsonNode> lines = results(whole);

        assertThat(lines).extracting(line -> line.get("id").asString()).containsExactly("fr", "it", "jp", "es", "xx");
        assertThat(lines)
                .extracting(line -> line.get("outcome").asString())
                .containsExactly("traced", "traced", "traced", "traced", "wrong");
        assertThat(lines.get(4).has("trace")).isFalse();
        assertThat(lines.get(4).get("said").asString()).doesNotContain("Berlin");
        assertThat(lines.get(0).get("trace").get("grids").get("hidden").size())
                .isEqualTo(lines.get(0).get("trace").get("tokens").size());
    }

    @Test
    void an_answer_of_several_tokens_is_watched_as_a_whole() throws IOException {
        JsonNode madrid = results(whole).get(3);

        assertThat(madrid.get("said").asString()).isEqualTo(" Madrid");
        assertThat(madrid.get("trace").get("answer").size()).isGreaterThan(1);
        Path alone = folder.resolve("first-choice");
        trace(alone, "--answers", "first-choice");
        assertThat(results(alone).get(3).get("outcome").asString()).isEqualTo("wrong");
    }

    @Test
    void the_summary_counts_what_happened_and_says_what_was_found() throws IOException {
        JsonNode summary = JsonMapper.shared().readTree(Files.readString(whole.resolve("summary.json")));

        assertThat(summary.get("prompts").asInt()).isEqualTo(5);
        assertThat(summary.get("traced").asInt()).isEqualTo(4);
        assertThat(summary.get("wrong").asInt()).isEqualTo(1);
        assertThat(summary.get("averages").get("hidden").get("facts").asInt()).isEqualTo(4);
        assertThat(summary.get("caveat").asString()).contains("Hase");
        assertThat(wholeRun.out())
                .contains("5 prompts: 4 traced, 1 not completed as expected")
                .contains(summary.get("averages").get("hidden").get("finding").asString());
        assertThat(Files.readString(whole.resolve("report.html"))).contains("4 facts");
    }

    @Test
    void a_run_that_was_killed_anywhere_goes_on_to_the_same_bytes() throws IOException {
        byte[] expected = Files.readAllBytes(RunFolder.results(whole));
        Random random = new Random(5);
        for (int killed = 0; killed < 3; killed++) {
            Path again = folder.resolve("killed-" + killed);
            Files.createDirectories(again);
            Files.copy(RunFolder.manifest(whole), RunFolder.manifest(again));
            int written = random.nextInt(expected.length);
            Files.write(RunFolder.results(again), Arrays.copyOf(expected, written));

            CommandRun run = trace(again);

            assertThat(run.code()).as(run.err()).isZero();
            assertThat(Files.readAllBytes(RunFolder.results(again)))
                    .as("after %d of %d bytes", written, expected.length)
                    .isEqualTo(expected);
        }
    }

    @Test
    void shards_merge_to_the_bytes_of_the_whole() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Path merged = folder.resolve("merged");
        trace(second, "--shard", "1/2");
        trace(first, "--shard", "0/2");

        CommandRun run = CommandRun.of(
                "trace", "merge", second.toString(), first.toString(), "--out", merged.toString(), "--json");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(Files.readAllBytes(RunFolder.results(merged)))
                .isEqualTo(Files.readAllBytes(RunFolder.results(whole)));
        assertThat(JsonMapper.shared().readTree(run.out()).get("traced").asInt())
                .isEqualTo(4);
    }

    @Test
    void parts_that_are_not_all_shards_of_one_run_are_not_merged() {
        Path half = folder.resolve("half");
        Path other = folder.resolve("other");
        trace(half, "--shard", "0/2");
        trace(other, "--shard", "1/2", "--seed", "2");

        assertThat(merge(half).err()).contains("is shard 0/2; of 1 folders");
        assertThat(merge(half, half).err()).contains("each must be another one of 2 shards");
        assertThat(merge(half, other).err()).contains("conditions.seed is 2 there and 1 here");
        assertThat(merge(half, folder.resolve("none")).err()).contains("holds no run");
        assertThat(folder.resolve("merged")).doesNotExist();
    }

    private CommandRun merge(Path... parts) {
        List<String> args = new ArrayList<>(
                List.of("trace", "merge", "--out", folder.resolve("merged").toString()));
        for (Path part : parts) {
            args.add(part.toString());
        }
        CommandRun run = CommandRun.of(args.toArray(String[]::new));
        assertThat(run.code()).isEqualTo(2);
        return run;
    }

    @Test
    void a_folder_of_another_run_is_refused_with_the_difference() throws IOException {
        byte[] before = Files.readAllBytes(RunFolder.results(whole));

        CommandRun run = trace(whole, "--noise", "0.5");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .contains("holds another run: conditions.corruption is")
                .contains("0.5");
        assertThat(Files.readAllBytes(RunFolder.results(whole))).isEqualTo(before);
    }

    @Test
    void a_folder_with_other_things_in_it_is_refused() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "mine");

        CommandRun run = trace(folder);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("is not empty and holds no run");
    }

    @Test
    void what_is_missing_is_named() {
        String absent = folder.resolve("absent.jsonl").toString();

        assertThat(CommandRun.of("trace", "--prompts", absent, "--out", "x").err())
                .contains("there is no file " + absent);
        assertThat(CommandRun.of("trace", "--prompts", facts.toString()).err()).contains("--out");
    }

    @Test
    void explaining_traces_nothing() {
        Path out = folder.resolve("explained");

        CommandRun run = trace(out, "--explain");

        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains("multiply-adds").contains("saving");
        assertThat(out).doesNotExist();
    }

    @Test
    void another_subject_can_take_the_place_and_foils_can_be_compared_with() throws IOException {
        Path out = folder.resolve("swapped");

        CommandRun run = trace(out, "--noise", "subjects", "--metric", "logit-difference");

        assertThat(run.code()).as(run.err()).isZero();
        JsonNode france = results(out).get(0);
        assertThat(france.get("outcome").asString()).isEqualTo("traced");
        assertThat(" Rome")
                .startsWith(france.get("trace").get("foil").get("text").asString());
        assertThat(france.get("trace").get("clean").asDouble()).isGreaterThan(1);
        assertThat(france.get("trace").get("corrupted").asDouble())
                .isLessThan(france.get("trace").get("clean").asDouble());
    }

    @Test
    void a_bad_record_is_refused_by_line_or_skipped_and_counted() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.jsonl"), FACTS + "{\"prompt\": \"No subject here\"}\n");
        Path out = folder.resolve("bad");
        String[] args = {
            "trace", "--prompts", bad.toString(), "--out", out.toString(), "--kind", "hidden", "--samples", "1"
        };

        CommandRun refused = CommandRun.of(args);
        String[] more = Arrays.copyOf(args, args.length + 1);
        more[args.length] = "--skip-bad";
        CommandRun skipped = CommandRun.of(more);

        assertThat(refused.code()).isNotZero();
        assertThat(refused.err()).contains("line 6").contains("subject");
        assertThat(skipped.code()).as(skipped.err()).isZero();
        assertThat(skipped.err()).contains("skipped 1 bad records");
    }
}
