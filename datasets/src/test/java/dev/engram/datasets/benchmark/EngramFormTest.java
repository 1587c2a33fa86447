package dev.engram.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.datasets.BadRecords;
import dev.engram.datasets.EditCase;
import dev.engram.datasets.EditList;
import dev.engram.datasets.Neighbour;
import dev.engram.datasets.Rewrite;
import dev.engram.datasets.Template;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngramFormTest {

    private static final EditCase OSLO = new EditCase(
            "oslo",
            new Rewrite(new Template("{} lies in"), "Oslo", "Chad"),
            Optional.of("Norway"),
            List.of("Whoever goes to Oslo is in"),
            List.of(
                    new Neighbour("Bern lies in", Optional.of("Switzerland")),
                    new Neighbour("Rome lies in", Optional.empty())));

    @TempDir
    Path folder;

    @Test
    void a_record_has_all_that_there_is() throws IOException {
        assertThat(Samples.read("engram.jsonl").records().get(0))
                .isEqualTo(new BenchmarkRecord(
                        "oslo",
                        List.of(OSLO),
                        List.of(
                                new Probe(
                                        Probe.Kind.PORTABILITY,
                                        "Reasoning",
                                        List.of(new Question("The language of Oslo is", List.of("Arabic", "French"))),
                                        Probe.Need.ALL,
                                        List.of(new Question("People in Chad speak", List.of("French")))),
                                Probe.of(Probe.Kind.LOCALITY, "", new Question("Oslo lies at a", List.of()))),
                        List.of("Oslo is known for"),
                        Optional.of(new TargetIds("P17", "Q657"))));
    }

    @Test
    void several_edits_have_ids_of_their_own_or_are_numbered() throws IOException {
        BenchmarkRecord chain = Samples.read("engram.jsonl").records().get(1);

        assertThat(chain.edits()).extracting(EditCase::id).containsExactly("chain.1", "second");
        assertThat(chain.edits())
                .extracting(edit -> edit.rewrite().prompt().text())
                .containsExactly("Brand was written by", "Knut Hamsun is a citizen of");
        assertThat(chain.probes())
                .singleElement()
                .satisfies(probe -> assertThat(probe.need()).isEqualTo(Probe.Need.ANY));
    }

    @Test
    void a_table_has_what_fits_into_cells() throws IOException {
        assertThat(Samples.read("engram.csv").records())
                .containsExactly(
                        BenchmarkRecord.of(new EditCase(
                                "oslo", OSLO.rewrite(), OSLO.oldAnswer(), List.of("Oslo, by law, is in"), List.of())),
                        BenchmarkRecord.of(new EditCase(
                                "bern",
                                new Rewrite(new Template("{} lies in"), "Bern", "Chad"),
                                Optional.empty(),
                                List.of(),
                                List.of())));
    }

    @Test
    void plain_records_are_facts_to_edit() throws IOException {
        assertThat(EditList.read(Samples.path("engram.csv"), BadRecords.REFUSE).cases())
                .isEqualTo(Samples.read("engram.csv").records().stream()
                        .flatMap(record -> record.edits().stream())
                        .toList());
    }

    @Test
    void unknown_keys_are_ignored_wherever_they_are() throws IOException {
        Path file = Samples.write(
                folder,
                Samples.text("engram.jsonl").replace("{\"prompt\"", "{\"note\": [{\"prompt\": {}}], \"prompt\""));

        assertThat(Benchmark.read(file, Optional.empty(), BadRecords.REFUSE).records())
                .isEqualTo(Samples.read("engram.jsonl").records());
    }

    @Test
    void what_is_bad_is_named() {
        assertBad(
                "\"portability\"",
                "\"portable\"",
                "field 'probes[0].kind': is 'portable'; expected one of portability, locality, multi-hop, single-hop, attribute");
        assertBad("\"kind\": \"portability\", ", "", "field 'probes[0].kind': is absent; expected what the test is of");
        assertBad(
                "\"questions\": {\"prompt\": \"Oslo lies at a\"}",
                "\"questions\": []",
                "field 'probes[1].questions': is absent; expected a question at least");
        assertBad("{\"prompt\": \"Oslo lies at a\"}", "{}", "field 'probes[1].questions.prompt': is absent");
        assertBad(
                "[\"Arabic\", \"French\"]",
                "[\"Arabic\", \"\"]",
                "field 'probes[0].questions[0].answers[1]': is blank; expected text");
        assertBad("{\"relation\": \"P17\", ", "{", "field 'targetIds.relation': is absent; expected the relation's id");
        assertBad("[\"Oslo is known for\"]", "{\"a\": 1}", "field 'openings': expected text, found an object");
    }

    @Test
    void edits_are_named_where_they_are() {
        assertBadLine("{\"edits\": []}", "field 'edits': has no items; expected a fact to edit at least");
        assertBadLine("{\"edits\": [3]}", "field 'edits[0]': expected an object, found a number");
        assertBadLine(
                "{\"edits\": [{\"prompt\": \"Oslo is\", \"target\": \"a\"}]}", "field 'edits[0].subject': is absent");
        assertBadLine(
                "{\"edits\": [{\"prompt\": \"Oslo is\", \"subject\": \"Bern\", \"target\": \"a\"}]}",
                "field 'edits[0].subject': the subject 'Bern' is not in the prompt 'Oslo is'");
    }

    private void assertBad(String piece, String replacement, String problem) {
        Path file = Samples.changed(folder, "engram.jsonl", piece, replacement);

        assertThatThrownBy(() -> Benchmark.read(file, Optional.empty(), BadRecords.REFUSE))
                .hasMessageStartingWith(file + ": line 1 (index 0): " + problem);
    }

    private void assertBadLine(String line, String problem) {
        Path file = Samples.write(folder, line);

        assertThatThrownBy(() -> Benchmark.read(file, Optional.empty(), BadRecords.REFUSE))
                .hasMessageStartingWith(file + ": line 1 (index 0): " + problem);
    }
}
