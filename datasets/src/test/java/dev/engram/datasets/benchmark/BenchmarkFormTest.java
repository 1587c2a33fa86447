package dev.engram.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.datasets.BadRecords;
import dev.engram.datasets.RecordFile;
import dev.engram.datasets.RecordListException;
import dev.engram.datasets.RecordShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchmarkFormTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "engram.jsonl, ENGRAM",
        "engram.csv, ENGRAM",
        "counterfact.json, COUNTERFACT",
        "easyedit.json, EASYEDIT",
        "zsre.json, ZSRE",
        "knowedit.json, KNOWEDIT",
        "mquake.json, MQUAKE",
        "rippleedits.json, RIPPLEEDITS"
    })
    void every_record_of_a_sample_is_recognised_as_its_own_form_and_no_other(String sample, BenchmarkForm expected)
            throws IOException {
        List<RecordShape> shapes = RecordShape.ofFirst(100, RecordFile.read(Samples.path(sample), "records"));

        assertThat(shapes)
                .isNotEmpty()
                .allSatisfy(shape -> assertThat(BenchmarkForm.values())
                        .filteredOn(form -> form.reader().recognises(shape))
                        .containsExactly(expected));
        assertThat(Samples.read(sample).form()).isEqualTo(expected);
    }

    @Test
    void facts_to_trace_are_of_no_form_of_edits() {
        assertRefused(
                Samples.path("known.json"),
                "has prompts without new answers (its first record has the keys 'known_id', 'subject', 'attribute',"
                        + " 'template', 'prediction', 'prompt', 'relation_id'), which can be traced but not edited");
    }

    @Test
    void records_of_no_form_are_refused_with_their_keys() {
        assertRefused(
                Samples.write(folder, "[{\"question\": \"a\", \"note\": null, \"answer\": [1]}]"),
                "is in no form that is known by its keys, which in the first record are 'question', 'answer'; name its form,"
                        + " one of engram, counterfact, easyedit, zsre, zsre-easyedit, knowedit, mquake, rippleedits");
    }

    @Test
    void a_bad_record_in_the_first_place_does_not_hide_the_form() throws IOException {
        String good = "{\"src\": \"Where is Oslo?\", \"subject\": \"Oslo\", \"answers\": [\"Norway\"]}";
        for (String text : List.of("[3, {}, {\"src\": 1}, " + good + "]", "{\"src\n{\"a\": 1}\n[]\n" + good)) {
            Benchmark read = Benchmark.read(Samples.write(folder, text), Optional.empty(), BadRecords.SKIP);

            assertThat(read.form()).isEqualTo(BenchmarkForm.ZSRE);
            assertThat(read.records()).hasSize(1);
            assertThat(read.skipped()).hasSize(3);
        }
    }

    @Test
    void a_form_that_is_named_is_not_told_by_the_keys() throws IOException {
        Benchmark read =
                Benchmark.read(Samples.path("easyedit.json"), Optional.of(BenchmarkForm.ENGRAM), BadRecords.REFUSE);

        assertThat(read.form()).isEqualTo(BenchmarkForm.ENGRAM);
        assertThat(read.records()).isEqualTo(Samples.read("easyedit.json").records());
    }

    @Test
    void the_wrong_form_says_what_is_missing() {
        assertThatThrownBy(() -> Benchmark.read(
                        Samples.path("easyedit.json"), Optional.of(BenchmarkForm.RIPPLEEDITS), BadRecords.REFUSE))
                .isInstanceOf(RecordListException.class)
                .hasMessageEndingWith("line 2 (index 0): field 'edit': is absent; expected the fact to edit");
    }

    @Test
    void names_find_their_forms() {
        assertThat(Arrays.stream(BenchmarkForm.values())
                        .map(form -> BenchmarkForm.named(form.label()))
                        .toList())
                .containsExactly(BenchmarkForm.values());
        assertThatThrownBy(() -> BenchmarkForm.named("CounterFact"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'CounterFact' is no form of benchmarks; there are engram, counterfact,");
    }

    private static void assertRefused(Path file, String problem) {
        assertThatThrownBy(() -> Benchmark.read(file, Optional.empty(), BadRecords.SKIP))
                .isInstanceOf(RecordListException.class)
                .hasMessage(file + ": " + problem);
    }
}
