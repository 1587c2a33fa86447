package dev.engram.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.datasets.BadRecords;
import dev.engram.datasets.EditCase;
import dev.engram.datasets.Rewrite;
import dev.engram.datasets.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MquakeFormTest {

    private static final List<String> CHAD = List.of("Chad", "Tchad", "Republic of Chad");

    @TempDir
    Path folder;

    @Test
    void several_edits_one_question_in_three_wordings_and_the_chain_as_clozes() throws IOException {
        assertThat(Samples.read("mquake.json").records().get(0))
                .isEqualTo(new BenchmarkRecord(
                        "41",
                        List.of(
                                new EditCase(
                                        "41.1",
                                        new Rewrite(new Template("{} was written by"), "Brand", "Knut Hamsun"),
                                        Optional.of("Henrik Ibsen"),
                                        List.of("Who wrote Brand?"),
                                        List.of()),
                                new EditCase(
                                        "41.2",
                                        new Rewrite(new Template("{} is a citizen of"), "Knut Hamsun", "Chad"),
                                        Optional.of("Norway"),
                                        List.of("Of which country is Knut Hamsun a citizen?"),
                                        List.of())),
                        List.of(
                                new Probe(
                                        Probe.Kind.MULTI_HOP,
                                        "2-hop",
                                        List.of(
                                                new Question(
                                                        "Of which country is the author of Brand a citizen?", CHAD),
                                                new Question("What is the nationality of Brand's author?", CHAD),
                                                new Question("Where is the author of Brand a citizen?", CHAD)),
                                        Probe.Need.ANY,
                                        List.of()),
                                Probe.of(
                                        Probe.Kind.SINGLE_HOP,
                                        "2-hop",
                                        new Question("Brand was written by", List.of("Knut Hamsun", "K. Hamsun"))),
                                Probe.of(
                                        Probe.Kind.SINGLE_HOP,
                                        "2-hop",
                                        new Question("Of which country is Knut Hamsun a citizen?", List.of("Chad")))),
                        List.of()));
    }

    @Test
    void targets_may_be_plain_texts_and_one_edit_has_its_record_s_id() throws IOException {
        assertThat(Samples.read("mquake.json").records().get(1))
                .isEqualTo(BenchmarkRecord.of(new EditCase(
                        "42",
                        new Rewrite(new Template("The capital of {} is"), "Norway", "Moss"),
                        Optional.of("Oslo"),
                        List.of("What is the capital of Norway?"),
                        List.of())));
    }

    @Test
    void what_is_bad_is_named() {
        assertBad("\"subject\": \"Brand\",", "", "field 'requested_rewrite[0].subject': is absent");
        assertBad(
                "\"new_answer\": \"Chad\",",
                "",
                "field 'new_answer': is absent; expected the right answer after the edit");
        assertBad(
                "{\"str\": \"Knut Hamsun\", \"id\": \"Q40826\"}",
                "{\"id\": \"Q40826\"}",
                "field 'requested_rewrite[0].target_new': expected text, found an object");
        assertBad(
                "{} was written by",
                "was written by",
                "field 'requested_rewrite[0].subject': the subject 'Brand' is not in the prompt 'was written by'");
        assertBad("\"answer\": \"Chad\", ", "", "field 'new_single_hops[1].answer': is absent");
        assertBad(
                "\"cloze\": \"\", ",
                "\"cloze\": 3, ",
                "field 'new_single_hops[1].cloze': expected text, found a number");
    }

    @Test
    void a_record_without_edits_is_bad() {
        Path file = Samples.write(folder, "[{\"requested_rewrite\": [], \"questions\": []}]");

        assertThatThrownBy(() -> Benchmark.read(file, Optional.empty(), BadRecords.REFUSE))
                .hasMessageContaining("field 'requested_rewrite': has no items; expected a fact to edit at least");
    }

    private void assertBad(String piece, String replacement, String problem) {
        Path file = Samples.changed(folder, "mquake.json", piece, replacement);

        assertThatThrownBy(() -> Benchmark.read(file, Optional.empty(), BadRecords.REFUSE))
                .hasMessageStartingWith(file + ": line 2 (index 0): " + problem);
    }
}
