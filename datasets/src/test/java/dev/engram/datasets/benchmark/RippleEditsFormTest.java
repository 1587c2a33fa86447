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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RippleEditsFormTest {

    private static final Template CITIZENSHIP = new Template("The name of the country of citizenship of {} is");

    @TempDir
    Path folder;

    @Test
    void the_edit_is_parted_into_prompt_subject_and_object() throws IOException {
        assertThat(Samples.read("rippleedits.json").records())
                .flatExtracting(BenchmarkRecord::edits)
                .containsExactly(
                        new EditCase(
                                "0",
                                new Rewrite(CITIZENSHIP, "Ane Berg", "Chad"),
                                Optional.of("Kingdom of Norway"),
                                List.of(),
                                List.of()),
                        new EditCase(
                                "1",
                                new Rewrite(new Template("{} is followed by"), "Brand", "Peer Gynt"),
                                Optional.empty(),
                                List.of(),
                                List.of()));
    }

    @Test
    void six_lists_of_tests_become_probes_with_their_conditions() throws IOException {
        Question mother = new Question("The name of the mother of Ane Berg is", List.of("Liv Moe", "Liv B. Moe"));
        Question motherBefore = new Question("The name of the mother of Ane Berg is", List.of("Liv Moe"));
        String siblings = "The names of the siblings of Ane Berg are";

        assertThat(Samples.read("rippleedits.json").records().get(0).probes())
                .containsExactly(
                        new Probe(
                                Probe.Kind.LOCALITY,
                                "Relation_Specificity",
                                List.of(mother),
                                Probe.Need.ALL,
                                List.of(motherBefore)),
                        probe(
                                Probe.Kind.PORTABILITY,
                                "Logical_Generalization",
                                Probe.Need.ALL,
                                new Question("Is Ane Berg still alive?", List.of("no", "is dead"))),
                        probe(
                                Probe.Kind.PORTABILITY,
                                "Logical_Generalization",
                                Probe.Need.ALL,
                                new Question(siblings, List.of("Ola")),
                                new Question(siblings, List.of("Kari", "K. Berg"))),
                        probe(
                                Probe.Kind.PORTABILITY,
                                "Subject_Aliasing",
                                Probe.Need.ANY,
                                new Question("A. Berg is a citizen of", List.of("Chad", "Tchad")),
                                new Question("The citizenship of A. Berg is", List.of("Chad", "Tchad"))),
                        probe(
                                Probe.Kind.PORTABILITY,
                                "Compositionality_I",
                                Probe.Need.ALL,
                                new Question(
                                        "The capital of the country of citizenship of Ane Berg is",
                                        List.of("N'Djamena")),
                                new Question(
                                        "The currency of the country of citizenship of Ane Berg is",
                                        List.of("CFA franc"))),
                        probe(
                                Probe.Kind.LOCALITY,
                                "Forgetfulness",
                                Probe.Need.ALL,
                                new Question(
                                        "A country of citizenship of Ane Berg, which is not Chad, is",
                                        List.of("Kingdom of Norway", "Norway"))));
    }

    @ParameterizedTest
    @CsvSource({
        "Relation_Specifity, Relation_Specificity",
        "Forgetfulness, Preservation",
        "original_fact, previous_fact"
    })
    void both_spellings_say_the_same(String one, String other) throws IOException {
        Path file = Samples.changed(folder, "rippleedits.json", '"' + one + '"', '"' + other + '"');

        assertThat(Benchmark.read(file, Optional.empty(), BadRecords.REFUSE).records())
                .isEqualTo(Samples.read("rippleedits.json").records());
    }

    @Test
    void labels_beside_the_statement_are_believed() throws IOException {
        Path file = Samples.changed(
                folder,
                "rippleedits.json",
                "\"relation\": \"FOLLOWED_BY\"",
                "\"relation\": \"?\", \"subject_label\": \"Brand\", \"target_label\": \"Peer Gynt\"");

        assertThat(Benchmark.read(file, Optional.empty(), BadRecords.REFUSE).records())
                .isEqualTo(Samples.read("rippleedits.json").records());
    }

    @Test
    void several_objects_among_alternative_queries_are_alternatives_too() throws IOException {
        Path file = Samples.changed(
                folder,
                "rippleedits.json",
                "\"A. Berg is a citizen of\", \"answers\": [",
                "\"A. Berg is a citizen of\", \"answers\": [\"Mali\", ");

        assertThat(Benchmark.read(file, Optional.empty(), BadRecords.REFUSE)
                        .records()
                        .get(0)
                        .probes()
                        .get(3)
                        .questions()
                        .get(0))
                .isEqualTo(new Question("A. Berg is a citizen of", List.of("Mali", "Chad", "Tchad")));
    }

    @Test
    void what_is_bad_is_named() {
        assertBad(
                "is Chad.",
                "was Chad.",
                "field 'edit.prompt': is not worded as the relation COUNTRY_OF_CITIZENSHIP; expected a statement with 'country of citizenship of SUBJECT is OBJECT.' at its end");
        assertBad("is Chad.", "is .", "field 'edit.prompt': is not worded as");
        assertBad(
                "The name of the country of citizenship of Ane Berg is Chad.",
                "The {} of the country of citizenship of Ane Berg is Chad.",
                "field 'edit.prompt': the template");
        assertBad("\"AND\"", "\"XOR\"", "field 'Compositionality_I[0].test_condition': is 'XOR'; expected OR or AND");
        assertBad(
                "\"prompt\": \"Is Ane Berg still alive?\", ",
                "",
                "field 'Logical_Generalization[0].test_queries[0].prompt': is absent");
    }

    @Test
    void a_statement_without_its_relation_is_bad() {
        Path file = Samples.write(folder, "[{\"edit\": {\"prompt\": \"The spouse of A is B.\"}}]");

        assertThatThrownBy(() -> Benchmark.read(file, Optional.empty(), BadRecords.REFUSE))
                .hasMessage(
                        file + ": line 1 (index 0): field 'edit.relation': is absent; expected the relation's name");
    }

    private void assertBad(String piece, String replacement, String problem) {
        Path file = Samples.changed(folder, "rippleedits.json", piece, replacement);

        assertThatThrownBy(() -> Benchmark.read(file, Optional.empty(), BadRecords.REFUSE))
                .hasMessageStartingWith(file + ": line 2 (index 0): " + problem);
    }

    private static Probe probe(Probe.Kind kind, String group, Probe.Need need, Question... questions) {
        return new Probe(kind, group, List.of(questions), need, List.of());
    }
}
