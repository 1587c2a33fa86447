package dev.engram.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.datasets.BadRecords;
import dev.engram.datasets.EditCase;
import dev.engram.datasets.Neighbour;
import dev.engram.datasets.Rewrite;
import dev.engram.datasets.Template;
import dev.engram.testing.SeededCases;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngramLineTest {

    /** What JSON, CSV or lines could stumble over, in and between words. */
    private static final String[] PIECES = {
        "a", "Oslo", "é", "🦉", "\"", "\\", "\n", "\u2028", "{", "}", ",", "\t", "0", "null"
    };

    @TempDir
    Path folder;

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void what_is_written_reads_as_the_same(long seed) throws IOException {
        Random random = new Random(seed);
        List<BenchmarkRecord> records = IntStream.range(0, 1 + random.nextInt(4))
                .mapToObj(i -> record(random, "id" + i))
                .toList();

        assertThat(readAgain(records)).isEqualTo(records);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "counterfact.json",
                "easyedit.json",
                "zsre.json",
                "knowedit.json",
                "mquake.json",
                "rippleedits.json",
                "engram.jsonl",
                "engram.csv"
            })
    void any_form_converts_to_the_own_one(String sample) throws IOException {
        List<BenchmarkRecord> records = Samples.read(sample).records();

        assertThat(readAgain(records)).isEqualTo(records);
    }

    @Test
    void what_a_record_has_not_is_left_out() {
        EditCase edit = new EditCase(
                "7", new Rewrite(new Template("{} is in"), "Oslo", "Chad"), Optional.empty(), List.of(), List.of());

        assertThat(EngramLine.of(BenchmarkRecord.of(edit)))
                .isEqualTo("{\"id\":\"7\",\"prompt\":\"{} is in\",\"subject\":\"Oslo\",\"target\":\"Chad\"}");
    }

    @Test
    void a_record_is_one_line() {
        EditCase edit = new EditCase(
                "7",
                new Rewrite(new Template("a\n{} is in"), "Os\r\nlo", "Chad"),
                Optional.empty(),
                List.of(),
                List.of());

        assertThat(EngramLine.of(BenchmarkRecord.of(edit))).doesNotContain("\n").doesNotContain("\r");
    }

    private List<BenchmarkRecord> readAgain(List<BenchmarkRecord> records) throws IOException {
        Path file =
                Samples.write(folder, records.stream().map(EngramLine::of).collect(Collectors.joining("\n", "", "\n")));
        Benchmark read = Benchmark.read(file, Optional.empty(), BadRecords.REFUSE);
        assertThat(read.form()).isEqualTo(BenchmarkForm.ENGRAM);
        return read.records();
    }

    private static BenchmarkRecord record(Random random, String id) {
        int edits = 1 + random.nextInt(3);
        boolean named = random.nextBoolean();
        return new BenchmarkRecord(
                id,
                IntStream.range(0, edits)
                        .mapToObj(i -> edit(random, named ? id + "/" + i : EditIds.of(id, i, edits)))
                        .toList(),
                some(random, () -> probe(random)),
                some(random, () -> text(random)),
                random.nextBoolean() ? Optional.empty() : Optional.of(new TargetIds(text(random), text(random))));
    }

    private static EditCase edit(Random random, String id) {
        String template = text(random).replace("{}", "") + " {} " + text(random).replace("{}", "");
        return new EditCase(
                id,
                new Rewrite(new Template(template), text(random), text(random).strip()),
                random.nextBoolean() ? Optional.empty() : Optional.of(text(random)),
                // A paraphrase with {} is read as one with its subject in it.
                some(random, () -> text(random).replace("{}", "")),
                some(
                        random,
                        () -> new Neighbour(
                                text(random).replace("{}", ""),
                                random.nextBoolean() ? Optional.empty() : Optional.of(text(random)))));
    }

    private static Probe probe(Random random) {
        List<Question> questions = new ArrayList<>(some(random, () -> question(random)));
        questions.add(question(random));
        return new Probe(
                oneOf(random, Probe.Kind.values()),
                random.nextBoolean() ? "" : text(random),
                questions,
                oneOf(random, Probe.Need.values()),
                some(random, () -> question(random)));
    }

    private static Question question(Random random) {
        return new Question(text(random), some(random, () -> text(random)));
    }

    @SafeVarargs
    private static <T> T oneOf(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static <T> List<T> some(Random random, Supplier<T> one) {
        return Stream.generate(one).limit(random.nextInt(3)).toList();
    }

    /** Never blank, and never just one piece, so that no replacement makes it so. */
    private static String text(Random random) {
        return "x"
                + Stream.generate(() -> oneOf(random, PIECES))
                        .limit(random.nextInt(6))
                        .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
    }
}
