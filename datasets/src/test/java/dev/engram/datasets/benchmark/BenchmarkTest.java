package dev.engram.datasets.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.engram.datasets.BadRecord;
import dev.engram.datasets.BadRecords;
import dev.engram.datasets.RecordListException;
import dev.engram.testing.SharedFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchmarkTest {

    @TempDir
    Path folder;

    @Test
    void file_and_hash_are_those_of_the_bytes() throws IOException {
        Path file = Samples.write(folder, "subject,prompt,target\nOslo,{} is in,Chad\n");

        Benchmark read = Benchmark.read(file, Optional.empty(), BadRecords.REFUSE);

        assertThat(read.file()).isEqualTo(file);
        assertThat(read.sha256()).isEqualTo("aa944f25c8cb19228b8593225691c47b6a382994f86489e4e727af119ef8cc4b");
        assertThat(read.skipped()).isEmpty();
    }

    @Test
    void all_of_easyedit_s_counterfact_is_read() throws IOException {
        Benchmark read = Benchmark.read(
                SharedFolder.require("data", "counterfact-easyedit-3000.json"), Optional.empty(), BadRecords.REFUSE);

        assertThat(read.form()).isEqualTo(BenchmarkForm.EASYEDIT);
        assertThat(read.records()).hasSize(3000);
        assertThat(read.conflicts())
                .hasSize(8)
                .extracting(RecordConflict::problem)
                .startsWith(
                        "record 2362 rewrites 'The twin city of Tirana is' to 'Hamburg', record 1004 to 'Shanghai'");
    }

    @Test
    void bad_records_are_counted_and_named_and_the_others_read() throws IOException {
        Path file = Samples.write(folder, """
                [{"prompt": "Oslo is in", "subject": "Oslo", "target": "Chad"},
                {"prompt": "Bern is in", "subject": "Oslo", "target": "Chad"},
                {"prompt": "Bern is in", "subject": "Bern"},
                7,
                {"id": 0, "prompt": "Rome is in", "subject": "Rome", "target": "Chad"},
                {"prompt": "Rome is in", "subject": "Rome", "target": "Chad"}]
                """);

        Benchmark read = Benchmark.read(file, Optional.empty(), BadRecords.SKIP);

        assertThat(read.records()).extracting(BenchmarkRecord::id).containsExactly("0", "5");
        assertThat(read.skipped())
                .extracting(BadRecord::message)
                .containsExactly(
                        file
                                + ": line 2 (index 1): field 'subject': the subject 'Oslo' is not in the prompt 'Bern is in' (upper and"
                                + " lower case differ); pass it exactly as the prompt has it",
                        file
                                + ": line 3 (index 2): field 'target': is absent; expected what the model is to say from now on",
                        file + ": line 4 (index 3): expected an object with the fields of a record, found a number",
                        file
                                + ": line 5 (index 4): the id '0' is that of line 1 (index 0) already; ids name results, so give each"
                                + " record its own (without one it has its index)");
        assertThatThrownBy(() -> Benchmark.read(file, Optional.empty(), BadRecords.REFUSE))
                .hasMessage(read.skipped().get(0).message());
    }

    @Test
    void a_contradiction_is_told_and_no_error() throws IOException {
        Benchmark read = read(
                "{\"id\": \"a\", \"prompt\": \"Oslo is in\", \"subject\": \"Oslo\", \"target\": \"Chad\"}",
                "{\"id\": \"b\", \"prompt\": \"{} is in\", \"subject\": \"Oslo\", \"target\": \"Mali\"}",
                "{\"id\": \"c\", \"prompt\": \"Oslo is in\", \"subject\": \"Oslo\", \"target\": \"Chad \", \"answer\": \"Norway\"}",
                "{\"id\": \"d\", \"prompt\": \"Oslo lies in\", \"subject\": \"Oslo\", \"target\": \"Mali\"}");

        assertThat(read.records()).hasSize(4);
        assertThat(read.conflicts())
                .containsExactly(new RecordConflict(
                        RecordConflict.Kind.CONTRADICTION,
                        "b",
                        "a",
                        "record b rewrites 'Oslo is in' to 'Mali', record a to 'Chad'"));
    }

    @Test
    void a_record_that_is_there_twice_is_told() throws IOException {
        String line =
                "{\"prompt\": \"Oslo is in\", \"subject\": \"Oslo\", \"target\": \"Chad\", \"paraphrases\": [\"a\"]}";

        assertThat(read(line, line.replace("[\"a\"]", "[\"b\"]"), line).conflicts())
                .containsExactly(new RecordConflict(
                        RecordConflict.Kind.DUPLICATE, "2", "0", "record 2 is the same as record 0"));
    }

    @Test
    void edits_of_one_record_can_contradict_each_other() throws IOException {
        Benchmark read = read("{\"edits\": [{\"prompt\": \"Oslo is in\", \"subject\": \"Oslo\", \"target\": \"Chad\"},"
                + " {\"prompt\": \"Oslo is in\", \"subject\": \"Oslo\", \"target\": \"Mali\"}]}");

        assertThat(read.conflicts())
                .extracting(RecordConflict::problem)
                .containsExactly("record 0 rewrites 'Oslo is in' to 'Mali', record 0 to 'Chad'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "counterfact.json",
                "easyedit.json",
                "zsre.json",
                "knowedit.json",
                "mquake.json",
                "rippleedits.json"
            })
    void a_file_that_is_cut_off_is_refused_wherever_it_is_cut(String sample) {
        String text = Samples.text(sample).stripTrailing();
        for (int length = text.length() / 3; length < text.length(); length += 97) {
            Path file = Samples.write(folder, text.substring(0, length));

            assertThatThrownBy(() -> Benchmark.read(file, Optional.empty(), BadRecords.SKIP))
                    .as("cut after %d characters", length)
                    .isInstanceOf(RecordListException.class)
                    .hasMessageStartingWith(file + ": line ")
                    .hasMessageEndingWith("expected a JSON array of records, but it is cut off");
        }
    }

    @Test
    void files_that_are_none_are_refused_as_a_whole() throws IOException {
        assertWhole(
                Samples.write(folder, ""), "is empty; expected records of edits as JSON Lines, a JSON array or CSV");
        assertWhole(Samples.write(folder, " \n"), "is empty; expected records of edits as");
        assertWhole(Samples.write(folder, "[]"), "has no records; expected at least one record");
        assertWhole(folder, "is a folder; expected a file of records of edits");
        assertWhole(Samples.write(folder, "[1, 2]"), "has no good record among 2, the first: ");
        assertWhole(
                Samples.write(folder, "<!DOCTYPE html>\n<html><body>no such file</body></html>\n"),
                "is in no form that is known by its keys, which in the first record are '<!DOCTYPE html>'; name its form");
        assertWhole(
                Samples.write(folder, "{\n  \"data\": [\n    {\"src\": \"a\"}\n  ]\n}\n"),
                "begins with a JSON object that ends in line 5; expected a JSON array of records, or a whole object on each line");
    }

    @Test
    void another_encoding_is_refused_with_its_place() throws IOException {
        byte[] latin = Samples.text("zsre.json").replace("Mjosa", "Mj\u00f8sa").getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve("latin"), latin);
        Path wide =
                Files.write(folder.resolve("wide"), Samples.text("zsre.json").getBytes(StandardCharsets.UTF_16));

        assertWhole(file, "line 3: byte 29 of the file, 0xF8, is not UTF-8; save the file in UTF-8");
        assertWhole(wide, "line 1: byte 0 of the file, 0xFE, is not UTF-8; save the file in UTF-8");
    }

    private Benchmark read(String... lines) throws IOException {
        return Benchmark.read(
                Samples.write(folder, String.join("\n", List.of(lines))), Optional.empty(), BadRecords.REFUSE);
    }

    /** The file is refused even where bad records are skipped. */
    private static void assertWhole(Path file, String problem) {
        RecordListException refusal = catchThrowableOfType(
                RecordListException.class, () -> Benchmark.read(file, Optional.empty(), BadRecords.SKIP));

        assertThat(refusal).hasMessageStartingWith(file + ": " + problem).hasMessageNotContaining("\n");
        assertThat(refusal.badRecord()).isEmpty();
    }
}
