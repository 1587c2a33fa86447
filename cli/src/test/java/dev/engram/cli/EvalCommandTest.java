package dev.engram.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
