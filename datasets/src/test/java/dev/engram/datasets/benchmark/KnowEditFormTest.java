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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnowEditFormTest {

    private static final String BASE = "\"subject\": \"Oslo\", \"prompt\": \"Oslo is in\", \"target_new\": \"Chad\"";

    @TempDir
    Path folder;

    @Test
    void wikidata_recent_has_answers_with_aliases_and_no_old_answer() throws IOException {
        assertThat(record(0))
                .isEqualTo(new BenchmarkRecord(
                        "0",
                        List.of(edit("0", "The place of birth of {} is", "Ane Berg", "Bergen", null)),
                        List.of(
                                portability(
                                        "Reasoning",
                                        "The mayor of the place of birth of Ane Berg is",
                                        "Kari Vik",
                                        "Kari A. Vik"),
                                portability(
                                        "Subject_Aliasing",
                                        "The place of birth of Ane B. is",
                                        "Bergen",
                                        "Bjoergvin",
                                        "City of Bergen"),
                                locality("Relation_Specificity", "The gender of Ane Berg is", "female")),
                        List.of()));
    }

    @Test
    void wikidata_counterfact_has_an_old_answer_and_forgetfulness() throws IOException {
        assertThat(record(1))
                .isEqualTo(new BenchmarkRecord(
                        "1",
                        List.of(edit(
                                "1",
                                "The name of the position held by {} is",
                                "Ola Dal",
                                "pilot",
                                "mayor of Moss",
                                "Ola Dal works as")),
                        List.of(locality(
                                "Forgetfulness",
                                "A position held by Ola Dal, which is not pilot, is",
                                "mayor of Moss")),
                        List.of()));
    }

    @Test
    void wikibio_has_a_concept_in_a_text_with_labels() throws IOException {
        assertThat(record(2))
                .isEqualTo(new BenchmarkRecord(
                        "2",
                        List.of(edit(
                                "2",
                                "This is a passage about {}. Liv Moe (1901-1990) painted.",
                                "liv moe",
                                "She had no teacher.",
                                null)),
                        List.of(
                                locality("Relation_Specificity", "The occupation of liv moe is", "painter"),
                                locality("Relation_Specificity", "liv moe occupation", "painter"),
                                locality("Relation_Specificity", "liv moe born", "1901", "the year 1901")),
                        List.of()));
    }

    @Test
    void zsre_s_old_answer_is_the_first_of_several() throws IOException {
        assertThat(record(3))
                .isEqualTo(new BenchmarkRecord(
                        "3",
                        List.of(edit(
                                "3",
                                "Which order does {} belong to?",
                                "Lophodonta",
                                "beetles",
                                "moths",
                                "What order are Lophodonta?")),
                        List.of(
                                portability("Reasoning", "How many wings do Lophodonta have?", "four"),
                                locality("Relation_Specificity", "The taxon rank of Lophodonta is", "genus")),
                        List.of()));
    }

    @ParameterizedTest
    @CsvSource({"subject, concept", "prompt, text", "target_new, labels"})
    void both_spellings_say_the_same(String one, String other) throws IOException {
        String fields = BASE + ", \"locality\": {}";

        assertThat(read(fields.replace('"' + one + '"', '"' + other + '"'))).isEqualTo(read(fields));
    }

    @Test
    void names_of_tests_are_taken_as_they_come_in_their_order() throws IOException {
        BenchmarkRecord record = read(BASE
                + ", \"portability\": {\"Zebra\": {\"prompt\": \"a\", \"ground_truth\": 7}, \"Ape\": [], \"prompt\":"
                + " [{\"prompt\": \"b\", \"ground_truth\": \"c\"}], \"None\": null}");

        assertThat(record.probes()).containsExactly(portability("Zebra", "a", "7"), portability("prompt", "b", "c"));
    }

    @Test
    void a_locality_test_without_an_answer_is_kept_since_a_change_can_be_told() throws IOException {
        assertThat(read(BASE + ", \"locality\": {\"x\": [{\"prompt\": \"a\"}]}").probes())
                .containsExactly(locality("x", "a"));
        assertThat(read(BASE + ", \"portability\": {\"x\": [{\"prompt\": \"a\"}]}")
                        .probes())
                .isEmpty();
    }

    @Test
    void what_is_bad_is_named() {
        assertBad(BASE + ", \"locality\": [1]", "field 'locality': expected an object, found an array");
        assertBad(BASE + ", \"locality\": {\"x\": [1]}", "field 'locality.x[0]': expected an object, found a number");
        assertBad(
                BASE + ", \"locality\": {\"x\": [{}]}",
                "field 'locality.x[0].prompt': is absent; expected the text to continue");
        assertBad(
                BASE + ", \"portability\": {\"x\": [{\"prompt\": \"a\", \"ground_truth\": [[{}]]}]}",
                "field 'portability.x[0].ground_truth[0][0]': expected text or a whole number, found an object");
        assertBad(
                BASE + ", \"locality\": {\"x\": [{\"prompt\": [\"a\", \"b\"], \"ground_truth\": [\"c\"]}]}",
                "field 'locality.x[0].prompt': has 2 prompts to 1 answers; expected one to each");
        assertBad(BASE + ", \"locality\": {\"x\": [], \"x\": []}", "field 'x': stands in the record more than once");
        assertBad(BASE.replace("\"Chad\"", "[]") + ", \"locality\": {}", "field 'target_new': has no items");
        assertBad(
                "\"concept\": \"Bern\", \"text\": \"Oslo is in\", \"labels\": \"Chad\", \"locality\": {}",
                "field 'concept': the subject 'Bern' is not in the prompt 'Oslo is in'");
    }

    private void assertBad(String fields, String problem) {
        assertThatThrownBy(() -> read(fields)).hasMessageContaining(": line 1 (index 0): " + problem);
    }

    private BenchmarkRecord read(String fields) throws IOException {
        return Benchmark.read(
                        Samples.write(folder, "{" + fields + "}"),
                        Optional.of(BenchmarkForm.KNOWEDIT),
                        BadRecords.REFUSE)
                .records()
                .get(0);
    }

    private static BenchmarkRecord record(int index) throws IOException {
        return Samples.read("knowedit.json").records().get(index);
    }

    private static EditCase edit(
            String id,
            String template,
            String subject,
            String target,
            @Nullable String oldAnswer,
            String... paraphrases) {
        return new EditCase(
                id,
                new Rewrite(new Template(template), subject, target),
                Optional.ofNullable(oldAnswer),
                List.of(paraphrases),
                List.of());
    }

    private static Probe portability(String group, String prompt, String... answers) {
        return Probe.of(Probe.Kind.PORTABILITY, group, new Question(prompt, List.of(answers)));
    }

    private static Probe locality(String group, String prompt, String... answers) {
        return Probe.of(Probe.Kind.LOCALITY, group, new Question(prompt, List.of(answers)));
    }
}
