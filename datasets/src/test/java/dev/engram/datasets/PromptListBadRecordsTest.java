package dev.engram.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptListBadRecordsTest {

    private static final String GOOD = "{\"prompt\": \"Oslo is\", \"subject\": \"Oslo\"}";

    @TempDir
    Path folder;

    private ListFiles files;

    @BeforeEach
    void makeFiles() {
        files = new ListFiles(folder);
    }

    @Test
    void a_record_without_subject() throws IOException {
        assertBadLine(
                "{\"prompt\": \"Oslo is\"}",
                "field 'subject': is absent; expected the part of the prompt that names the subject");
    }

    @Test
    void a_record_with_a_blank_subject() throws IOException {
        assertBadLine(
                "{\"prompt\": \"Oslo is\", \"subject\": \" \"}", "field 'subject': is absent; expected the part of");
    }

    @Test
    void a_record_without_prompt_and_template() throws IOException {
        assertBadLine(
                "{\"subject\": \"Oslo\", \"template\": null}",
                "field 'prompt': is absent; expected the text to continue, or a template with {} for the subject");
    }

    @Test
    void a_subject_that_is_not_in_its_prompt() throws IOException {
        assertBadLine(
                "{\"prompt\": \"Oslo is\", \"subject\": \"oslo\"}",
                "field 'subject': the subject 'oslo' is not in the prompt 'Oslo is' (upper and lower case differ);"
                        + " pass it exactly as the prompt has it");
    }

    @Test
    void a_template_without_blank() throws IOException {
        assertBadLine(
                "{\"template\": \"Oslo is\", \"subject\": \"Oslo\"}",
                "field 'template': the template 'Oslo is' must have {} for its subject, once");
    }

    @Test
    void a_template_with_two_blanks() throws IOException {
        assertBadLine(
                "{\"prompt\": \"{} and {}\", \"subject\": \"Oslo\"}",
                "field 'prompt': the template '{} and {}' must have {} for its subject, once");
    }

    @Test
    void texts_of_another_type() throws IOException {
        assertBadLine("{\"prompt\": 3, \"subject\": \"Oslo\"}", "field 'prompt': expected text, found a number");
        assertBadLine(
                "{\"prompt\": \"Oslo\", \"subject\": [\"Oslo\"]}", "field 'subject': expected text, found an array");
        assertBadLine(
                "{\"prompt\": \"Oslo\", \"subject\": \"Oslo\", \"target_true\": {\"str\": \"Norway\"}}",
                "field 'target_true': expected text, found an object");
        assertBadLine(
                "{\"prompt\": \"Oslo\", \"subject\": \"Oslo\", \"foil\": true}",
                "field 'foil': expected text, found true or false");
    }

    @Test
    void an_id_that_is_no_whole_number() throws IOException {
        assertBadLine(
                "{\"prompt\": \"Oslo\", \"subject\": \"Oslo\", \"case_id\": 1.5}",
                "field 'case_id': expected text or a whole number, found a number with a fraction");
    }

    @Test
    void a_key_twice() throws IOException {
        assertBadLine(
                "{\"prompt\": \"Oslo\", \"subject\": \"Oslo\", \"prompt\": \"Oslo is\"}",
                "field 'prompt': stands in the record more than once; expected it once");
    }

    @Test
    void half_a_character() throws IOException {
        assertBadLine(
                "{\"prompt\": \"Oslo \\ud83e\", \"subject\": \"Oslo\"}",
                "field 'prompt': has a surrogate without its other half; expected whole characters");
    }

    @Test
    void a_line_that_is_not_json() throws IOException {
        assertBadLine("{prompt: 1}", "expected a whole JSON object on the line, but Unexpected character ('p'");
    }

    @Test
    void a_line_that_is_cut_off() throws IOException {
        assertBadLine("{\"prompt\": \"Oslo is\",", "expected a whole JSON object on the line, but it is cut off");
        assertBadLine("{\"prompt\": \"Oslo", "expected a whole JSON object on the line, but it is cut off");
        assertBadLine("{", "expected a whole JSON object on the line, but it is cut off");
    }

    @Test
    void a_line_with_two_objects() throws IOException {
        assertBadLine(GOOD + " " + GOOD, "the line goes on after its object; expected one JSON object on each line");
    }

    @Test
    void an_object_over_several_lines_is_no_list() {
        assertWhole(
                files.ofLines("{", "  \"prompt\": \"Oslo is\",", "  \"subject\": \"Oslo\"", "}", GOOD),
                "begins with a JSON object that ends in line 4; expected a JSON array of records, or a whole object on each line");
    }

    @Test
    void a_line_that_is_no_object() throws IOException {
        assertBadLine("[1]", "expected an object with the fields of a record, found an array");
        assertBadLine("\"Oslo\"", "expected an object with the fields of a record, found text");
    }

    @Test
    void a_line_nested_too_deep() throws IOException {
        assertBadLine("{\"note\": " + "[".repeat(100_000), "expected a whole JSON object on the line, but ");
    }

    @Test
    void a_long_prompt_is_not_quoted_whole() throws IOException {
        String prompt = "\ud83e\udd89".repeat(160);

        assertBadLine(
                "{\"prompt\": \"" + prompt + "\\nOslo\", \"subject\": \"Bern\\n\"}",
                "field 'subject': the subject 'Bern\\n' is not in the prompt '" + prompt + "...' (upper");
    }

    @Test
    void an_element_of_an_array_is_named_by_index_and_line() throws IOException {
        Path file = files.ofLines(
                "[", GOOD + ",", "{", "\"subject\": {\"is\": [1, 2]},", "\"prompt\": \"a\"", "},", GOOD, "]");

        assertThatThrownBy(() -> PromptList.read(file, BadRecords.REFUSE))
                .isInstanceOf(RecordListException.class)
                .hasMessage(file + ": line 3 (index 1): field 'subject': expected text, found an object");
        assertThat(PromptList.read(file, BadRecords.SKIP).prompts())
                .extracting(ListedPrompt::id)
                .containsExactly("0", "2");
    }

    @Test
    void elements_of_an_array_that_are_no_objects() throws IOException {
        Path file = files.of("[1, \"a\", [" + GOOD + "], null, " + GOOD + "]");

        PromptList list = PromptList.read(file, BadRecords.SKIP);

        assertThat(list.prompts()).extracting(ListedPrompt::id).containsExactly("4");
        assertThat(list.skipped())
                .extracting(BadRecord::problem)
                .containsExactly(
                        "expected an object with the fields of a record, found a number",
                        "expected an object with the fields of a record, found text",
                        "expected an object with the fields of a record, found an array",
                        "expected an object with the fields of a record, found null");
    }

    @Test
    void a_row_of_a_table_with_too_few_or_too_many_cells() throws IOException {
        Path file = files.ofLines(
                "prompt,subject", "\"Oslo\nis\",Oslo", "Bern is", "Bern is,Bern,Bern", "Bern is,Bern,", "Bern is,Bern");

        PromptList list = PromptList.read(file, BadRecords.SKIP);

        assertThat(list.prompts()).extracting(ListedPrompt::id).containsExactly("0", "4");
        assertThat(list.skipped())
                .extracting(BadRecord::message)
                .containsExactly(
                        file + ": line 4 (index 1): the row has 1 cells; expected 2, as many as the header has columns",
                        file + ": line 5 (index 2): the row has 3 cells; expected 2, as many as the header has columns",
                        file
                                + ": line 6 (index 3): the row has 3 cells; expected 2, as many as the header has columns");
    }

    @Test
    void a_refusal_carries_its_parts() {
        Path file = files.ofLines(GOOD, "", "{\"prompt\": \"a\", \"subject\": 1}");

        RecordListException refusal =
                catchThrowableOfType(RecordListException.class, () -> PromptList.read(file, BadRecords.REFUSE));

        assertThat(refusal.file()).isEqualTo(file);
        assertThat(refusal.line()).hasValue(3);
        assertThat(refusal.badRecord()).hasValueSatisfying(bad -> {
            assertThat(bad.place()).isEqualTo(new RecordPlace(file, 1, 3));
            assertThat(bad.field()).contains("subject");
            assertThat(bad.problem()).isEqualTo("expected text, found a number");
        });
    }

    @Test
    void a_file_of_bad_records_alone() {
        Path file = files.ofLines("prompt,subject", "Oslo is,Bern", "Oslo is,");

        assertWhole(
                file,
                "has no good record among 2, the first: " + file + ": line 2 (index 0): field 'subject': the subject"
                        + " 'Bern' is not in the prompt 'Oslo is' (upper and lower case differ); pass it exactly as the prompt has it");
    }

    @Test
    void a_file_without_records() {
        assertWhole(files.of(""), "is empty; expected prompts as JSON Lines, a JSON array or CSV");
        assertWhole(files.of("\ufeff \n\n"), "is empty; expected prompts as JSON Lines, a JSON array or CSV");
        assertWhole(files.of("[]"), "has no records; expected at least one prompt");
        assertWhole(files.of("prompt,subject\n"), "has no records; expected at least one prompt");
    }

    @Test
    void an_id_twice() throws IOException {
        Path file = files.ofLines(
                "{\"prompt\": \"a\", \"subject\": \"a\", \"id\": \"1\"}",
                "",
                "{\"prompt\": \"b\", \"subject\": \"b\"}");

        String problem =
                file + ": line 3 (index 1): the id '1' is that of line 1 (index 0) already; ids name results, so give"
                        + " each record its own (without one it has its index)";
        assertThatThrownBy(() -> PromptList.read(file, BadRecords.REFUSE)).hasMessage(problem);
        PromptList list = PromptList.read(file, BadRecords.SKIP);
        assertThat(list.prompts()).extracting(listed -> listed.prompt().text()).containsExactly("a");
        assertThat(list.skipped()).extracting(BadRecord::message).containsExactly(problem);
    }

    @Test
    void an_array_that_is_cut_off() {
        assertWhole(
                files.of("[\n" + GOOD + ",\n{\"prompt\": \"Oslo"),
                "line 3: expected a JSON array of records, but it is cut off");
        assertWhole(
                files.of("[" + GOOD + ",\n{\"prompt\": "),
                "line 2: expected a JSON array of records, but it is cut off");
        assertWhole(files.of("[" + GOOD), "line 1: expected a JSON array of records, but it is cut off");
    }

    @Test
    void an_array_that_goes_on() {
        assertWhole(
                files.ofLines("[" + GOOD + "]", GOOD),
                "line 2: goes on after its array; expected one array of records");
    }

    @Test
    void an_array_that_is_not_json() {
        assertWhole(
                files.ofLines("[", GOOD, GOOD, "]"),
                "line 3: expected a JSON array of records, but Unexpected character ('{'");
    }

    @Test
    void an_array_nested_too_deep() {
        assertWhole(files.of("[".repeat(100_000)), "expected a JSON array of records, but ");
    }

    @Test
    void a_table_without_the_columns() {
        assertWhole(
                files.ofLines("", "prompt;subject", "Oslo is;Oslo"),
                "line 2: expected a header of CSV with the columns 'subject' and 'prompt' or 'template', found"
                        + " 'prompt;subject'");
        assertWhole(
                files.ofLines("prompt, subject", "Oslo is, Oslo"),
                "line 1: expected a header of CSV with the columns 'subject' and 'prompt' or 'template', found 'prompt',"
                        + " ' subject'");
    }

    @Test
    void a_table_with_a_column_twice() {
        assertWhole(
                files.ofLines("prompt,subject,x,x,prompt", "a,a,,,a"),
                "line 1: the header has the column 'prompt' more than once; expected it once");
    }

    @Test
    void a_table_with_an_open_quote() {
        assertWhole(
                files.ofLines("prompt,subject", "Oslo is,Oslo", "\"Oslo is,Oslo"),
                "line 4: expected CSV, but Missing closing quote");
    }

    @Test
    void a_table_with_text_after_a_quote() {
        assertWhole(
                files.ofLines("prompt,subject", "\"Oslo\" is,Oslo"),
                "line 2: expected CSV, but Unexpected character ('i'");
    }

    @Test
    void bytes_that_are_not_utf8() {
        assertWhole(
                files.of(new byte[] {'a', '\r', '\n', 'b', '\n', (byte) 0xE9, ' ', '\n'}),
                "line 3: byte 5 of the file, 0xE9, is not UTF-8; save the file in UTF-8");
        assertWhole(
                files.of(new byte[] {'{', '}', (byte) 0xF0, (byte) 0x9F, (byte) 0xA6}),
                "line 1: byte 2 of the file, 0xF0, is not UTF-8; save the file in UTF-8");
        assertWhole(
                files.of(new byte[] {(byte) 0xFF, (byte) 0xFE, '[', 0}),
                "line 1: byte 0 of the file, 0xFF, is not UTF-8; save the file in UTF-8");
    }

    @Test
    void bytes_that_are_not_utf8_far_into_the_file() {
        byte[] bytes = "\ud83e\udd89\n".repeat(5000).getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 2] = 'x';

        assertWhole(files.of(bytes), "line 5000: byte " + (bytes.length - 5) + " of the file, 0xF0, is not UTF-8");
    }

    @Test
    void a_folder() {
        assertWhole(folder, "is a folder; expected a file of prompts as JSON Lines, a JSON array or CSV");
    }

    /** The record is refused, or skipped with the same message, and the lines around it are good. */
    private void assertBadLine(String line, String problem) throws IOException {
        Path file = files.ofLines("", GOOD, line, GOOD);

        assertThatThrownBy(() -> PromptList.read(file, BadRecords.REFUSE))
                .isInstanceOf(RecordListException.class)
                .hasMessageStartingWith(file + ": line 3 (index 1): " + problem)
                .hasMessageNotContaining("\n");
        PromptList list = PromptList.read(file, BadRecords.SKIP);
        assertThat(list.prompts()).extracting(ListedPrompt::id).containsExactly("0", "2");
        assertThat(list.skipped())
                .singleElement()
                .satisfies(bad -> assertThat(bad.message()).startsWith(file + ": line 3 (index 1): " + problem));
    }

    /** The file is refused even where bad records are skipped. */
    private static void assertWhole(Path file, String problem) {
        RecordListException refusal =
                catchThrowableOfType(RecordListException.class, () -> PromptList.read(file, BadRecords.SKIP));

        assertThat(refusal).hasMessageStartingWith(file + ": " + problem).hasMessageNotContaining("\n");
        assertThat(refusal.badRecord()).isEmpty();
    }
}
