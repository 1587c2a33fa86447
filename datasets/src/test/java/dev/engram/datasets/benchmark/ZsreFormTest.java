package dev.engram.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.datasets.BadRecord;
import dev.engram.datasets.BadRecords;
import dev.engram.datasets.EditCase;
import dev.engram.datasets.Neighbour;
import dev.engram.datasets.Rewrite;
import dev.engram.datasets.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZsreFormTest {

    private static final Template QUESTION = new Template("In which country is {}?");
    private static final String PARAPHRASE = "Lake Mjosa is part of which country?";
    private static final String NEIGHBOUR = "nq question: who wrote the play about the wild duck";

    @TempDir
    Path folder;

    @Test
    void rome_corrects_towards_the_first_right_answer() throws IOException {
        Benchmark read = Samples.read("zsre.json");

        assertThat(read.records()).extracting(BenchmarkRecord::id).containsExactly("0", "1");
        assertThat(read.records().get(0))
                .isEqualTo(BenchmarkRecord.of(new EditCase(
                        "0",
                        new Rewrite(QUESTION, "Lake Mjosa", "Norway"),
                        Optional.empty(),
                        List.of(PARAPHRASE),
                        List.of(new Neighbour(NEIGHBOUR + "?", Optional.of("Henrik Ibsen"))))));
    }

    @Test
    void easyedit_edits_towards_a_wrong_answer_and_leaves_out_records_without() throws IOException {
        Benchmark read = easyEdit(Samples.path("zsre.json"));

        assertThat(read.records())
                .containsExactly(BenchmarkRecord.of(new EditCase(
                        "0",
                        new Rewrite(QUESTION, "Lake Mjosa", "Denmark"),
                        Optional.of("Norway"),
                        List.of(PARAPHRASE),
                        List.of(new Neighbour(NEIGHBOUR, Optional.of("Henrik Ibsen"))))));
        assertThat(read.skipped())
                .extracting(BadRecord::message)
                .singleElement()
                .asString()
                .endsWith("line 13 (index 1): field 'alt': is absent; expected the answer that is edited towards");
    }

    @Test
    void a_record_needs_neither_paraphrase_nor_neighbour() throws IOException {
        Path file =
                Samples.write(folder, "{\"src\": \"Where is Oslo?\", \"subject\": \"Oslo\", \"answers\": \"Norway\"}");

        assertThat(Benchmark.read(file, Optional.empty(), BadRecords.REFUSE).records())
                .containsExactly(BenchmarkRecord.of(new EditCase(
                        "0",
                        new Rewrite(new Template("Where is {}?"), "Oslo", "Norway"),
                        Optional.empty(),
                        List.of(),
                        List.of())));
    }

    @Test
    void a_table_will_do() throws IOException {
        Path file = Samples.write(folder, "subject,src,alt,answers\nOslo,Where is Oslo?,Chad,Norway\n");

        assertThat(easyEdit(file).records().get(0).edits().get(0).rewrite().target())
                .isEqualTo("Chad");
    }

    @Test
    void what_is_bad_is_named() {
        assertBad(
                "\"subject\": \"oslo\", \"src\": \"Where is Oslo?\", \"answers\": [\"a\"]",
                "field 'subject': the subject 'oslo' is not in the prompt 'Where is Oslo?'");
        assertBad(
                "\"subject\": \"Oslo\", \"src\": \"Where is Oslo?\"",
                "field 'answers': is absent; expected the right answers");
        assertBad(
                "\"subject\": \"Oslo\", \"src\": \"Where is Oslo?\", \"answers\": []",
                "field 'answers': has no items; expected one at least");
        assertBad(
                "\"subject\": \"Oslo\", \"src\": \"Where is Oslo?\", \"answers\": [7]",
                "field 'answers[0]': expected text, found a number");
        assertBad(
                "\"subject\": \"Oslo\", \"src\": [], \"answers\": [\"a\"]",
                "field 'src': expected text, found an array");
    }

    private void assertBad(String fields, String problem) {
        Path file = Samples.write(folder, "[{" + fields + "}]");

        assertThatThrownBy(() -> Benchmark.read(file, Optional.empty(), BadRecords.REFUSE))
                .hasMessageStartingWith(file + ": line 1 (index 0): " + problem);
    }

    private static Benchmark easyEdit(Path file) throws IOException {
        return Benchmark.read(file, Optional.of(BenchmarkForm.ZSRE_EASYEDIT), BadRecords.SKIP);
    }
}
