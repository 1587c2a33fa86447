package dev.engram.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.datasets.BadRecords;
import dev.engram.datasets.PromptList;
import dev.engram.testing.SeededCases;
import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetFileTest {

    @TempDir
    Path folder;

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"known.json", "counterfact.json", "mquake.json", "engram.csv"})
    void written_entries_read_as_the_same(String sample) throws IOException {
        DatasetFile dataset = read(Samples.path(sample));
        Path own = Samples.write(
                folder, dataset.entries().stream().map(DatasetEntry::line).collect(Collectors.joining("\n")));

        assertThat(read(own).entries()).isEqualTo(dataset.entries());
    }

    @Test
    void facts_to_trace_and_edits_are_told_apart() throws IOException {
        assertThat(read(Samples.path("known.json")).form()).isEqualTo("known");
        assertThat(read(Samples.path("zsre.json")).form()).isEqualTo("zsre");
        assertThat(DatasetFile.read(Samples.path("zsre.json"), Optional.of("zsre-easyedit"), BadRecords.SKIP)
                        .form())
                .isEqualTo("zsre-easyedit");
        assertThat(DatasetFile.forms()).startsWith("known", "engram").doesNotHaveDuplicates();
    }

    @Test
    void any_name_of_a_form_is_taken_and_no_other() throws IOException {
        assertThat(DatasetFile.read(Samples.path("easyedit.json"), Optional.of("known"), BadRecords.REFUSE)
                        .entries())
                .isEqualTo(PromptList.read(Samples.path("easyedit.json"), BadRecords.REFUSE).prompts().stream()
                        .map(DatasetEntry.Traced::new)
                        .toList());
        assertThatThrownBy(() -> DatasetFile.read(Samples.path("known.json"), Optional.of("facts"), BadRecords.REFUSE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'facts' is no form of data sets; there are known, engram, counterfact");
    }

    @Test
    void the_reference_s_known_facts_are_read() throws IOException {
        DatasetFile known = read(SharedFolder.require("data", "known_1000.json"));

        assertThat(known.form()).isEqualTo("known");
        assertThat(known.entries())
                .hasSize(1209)
                .allSatisfy(entry -> assertThat(entry.knowledge()).hasSize(1));
    }

    @Test
    void what_a_model_knows_is_all_of_a_record_s_old_answers() throws IOException {
        assertThat(read(Samples.path("known.json")).entries().get(0).knowledge())
                .containsExactly(new Question("Oslo is a city in the country of", List.of("Norway")));
        assertThat(read(Samples.path("mquake.json")).entries().get(0).knowledge())
                .containsExactly(
                        new Question("Brand was written by", List.of("Henrik Ibsen")),
                        new Question("Knut Hamsun is a citizen of", List.of("Norway")));
        // The first of its two edits says nothing of the old answer.
        assertThat(read(Samples.path("engram.jsonl")).entries().get(1).knowledge())
                .isEmpty();
        assertThat(read(Samples.path("zsre.json")).entries().get(0).knowledge()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_sample_is_some_of_the_entries_in_their_order_and_the_same_each_time(long seed) throws IOException {
        DatasetFile dataset = hundred();
        int count = 1 + (int) (seed % 100);

        List<DatasetEntry> sample = dataset.sample(count, seed);

        assertThat(sample).hasSize(count).isEqualTo(dataset.sample(count, seed));
        assertThat(sample).isSubsetOf(dataset.entries()).doesNotHaveDuplicates();
        assertThat(sample.stream().map(entry -> Integer.parseInt(entry.id())).toList())
                .isSorted();
    }

    @Test
    void a_sample_of_all_is_all_and_seeds_differ() throws IOException {
        DatasetFile dataset = hundred();
        Set<List<DatasetEntry>> samples = new HashSet<>();
        for (long seed = 0; seed < 10; seed++) {
            samples.add(dataset.sample(50, seed));
        }

        assertThat(dataset.sample(100, 3)).isEqualTo(dataset.entries());
        assertThat(samples).hasSize(10);
    }

    /** A sample is named by its seed, so that it must be this one on every machine and for ever. */
    @Test
    void a_seed_names_a_sample() throws IOException {
        assertThat(hundred().sample(5, 7)).extracting(DatasetEntry::id).containsExactly("14", "17", "70", "78", "81");
    }

    @Test
    void there_is_no_sample_of_more_than_there_are() throws IOException {
        DatasetFile dataset = read(Samples.path("known.json"));

        assertThatThrownBy(() -> dataset.sample(3, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("there is no sample of 3 from the 2 records of");
        assertThatThrownBy(() -> dataset.sample(0, 1)).hasMessageContaining("sample of 0");
    }

    private DatasetFile hundred() throws IOException {
        return read(Samples.write(
                folder,
                IntStream.range(0, 100)
                        .mapToObj(i -> "{\"prompt\": \"City " + i + " is in\", \"subject\": \"City " + i + "\"}")
                        .collect(Collectors.joining("\n"))));
    }

    private static DatasetFile read(Path file) throws IOException {
        return DatasetFile.read(file, Optional.empty(), BadRecords.REFUSE);
    }
}
