package dev.engram.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is bad in lists of facts to edit alone; {@link PromptListBadRecordsTest} has what is bad in any list. */
class EditListBadRecordsTest {

    private static final String GOOD = "{\"prompt\": \"Oslo is in\", \"subject\": \"Oslo\", \"target\": \"Chad\"}";

    @TempDir
    Path folder;

    private ListFiles files;

    @BeforeEach
    void makeFiles() {
        files = new ListFiles(folder);
    }

    @Test
    void a_record_without_subject_prompt_or_target() throws IOException {
        assertBadLine(
                "{\"prompt\": \"{} is in\", \"target\": \"Chad\"}",
                "field 'subject': is absent; expected the part of the prompt that names the subject");
        assertBadLine(
                "{\"subject\": \"Oslo\", \"target\": \"Chad\"}",
                "field 'prompt': is absent; expected the text to continue, or a template with {} for the subject");
        assertBadLine(
                "{\"prompt\": \"{} is in\", \"subject\": \"Oslo\", \"target\": \" \", \"target_new\": null}",
                "field 'target': is absent; expected what the model is to say from now on");
    }

    @Test
    void a_subject_that_is_not_in_its_prompt() throws IOException {
        assertBadLine(
                "{\"prompt\": \"oslo is in\", \"subject\": \"Oslo\", \"target\": \"Chad\"}",
                "field 'subject': the subject 'Oslo' is not in the prompt 'oslo is in' (upper and lower case differ);"
                        + " pass it exactly as the prompt has it");
    }

    @Test
    void a_subject_that_is_in_its_prompt_twice() throws IOException {
        assertBadLine(
                "{\"prompt\": \"York, not New York, is in\", \"subject\": \"York\", \"target\": \"Chad\"}",
                "field 'subject': the subject 'York' is more than once in the prompt 'York, not New York, is in';"
                        + " write {} where the one that counts is");
    }

    @Test
    void a_prompt_with_two_blanks() throws IOException {
        assertBadLine(
                "{\"prompt\": \"{} and {}\", \"subject\": \"Oslo\", \"target\": \"Chad\"}",
                "field 'prompt': the template '{} and {}' must have {} for its subject, once");
    }

    @Test
    void values_of_another_type() throws IOException {
        assertBadField("\"answer\": [\"Norway\"]", "field 'answer': expected text, found an array");
        assertBadField("\"answer\": {\"id\": \"Q20\"}", "field 'answer': expected text, found an object");
        assertBadField("\"answer\": {\"str\": 20}", "field 'answer': expected text, found a number");
        assertBadField("\"answer\": {\"str\": \"\"}", "field 'answer': is blank; expected text");
        assertBadField("\"paraphrases\": 5", "field 'paraphrases': expected text, found a number");
        assertBadField("\"rephrase\": [\"a\", null]", "field 'rephrase[1]': expected text, found null");
        assertBadField("\"rephrase\": [\"a\", \" \"]", "field 'rephrase[1]': is blank; expected text");
        assertBadField("\"rephrase\": [\"a\", [\"b\"]]", "field 'rephrase[1]': expected text, found an array");
        assertBadField("\"id\": {\"str\": \"a\"}", "field 'id': expected text or a whole number, found an object");
    }

    @Test
    void neighbours_that_are_none() throws IOException {
        assertBadField(
                "\"neighbours\": [\"a\", {}]", "field 'neighbours[1].prompt': is absent; expected the whole prompt");
        assertBadField(
                "\"neighbours\": [{\"prompt\": \"a\", \"answer\": [\"b\"]}]",
                "field 'neighbours[0].answer': expected text, found an array");
        assertBadField(
                "\"neighborhood_prompts\": [true]", "field 'neighborhood_prompts[0]': expected text, found true");
        assertBadField(
                "\"locality_prompt\": \"{} is in\"",
                "field 'locality_prompt': has {} for its subject; expected a whole prompt about another subject");
    }

    @Test
    void more_or_fewer_answers_than_prompts() throws IOException {
        assertBadField(
                "\"locality_prompt\": [\"a\", \"b\"], \"locality_ground_truth\": \"c\"",
                "field 'locality_ground_truth': has 1 answers to 2 prompts; expected one to each");
        assertBadField(
                "\"locality_ground_truth\": \"c\"",
                "field 'locality_ground_truth': has 1 answers to 0 prompts; expected one to each");
    }

    @Test
    void a_paraphrase_with_two_blanks() throws IOException {
        assertBadField(
                "\"paraphrases\": [\"{} {}\"]",
                "field 'paraphrases[0]': the template '{} {}' must have {} for its subject, once");
    }

    @Test
    void a_nested_rewrite_is_bad_where_it_is() throws IOException {
        assertBadLine(
                "{\"requested_rewrite\": [" + GOOD + "]}",
                "field 'requested_rewrite': expected an object, found an array");
        assertBadLine(
                "{\"requested_rewrite\": {\"prompt\": \"{} is in\", \"target_new\": {\"str\": \"Chad\"}}, \"subject\": \"Oslo\"}",
                "field 'requested_rewrite.subject': is absent; expected the part of the prompt");
        assertBadLine(
                "{\"requested_rewrite\": {\"prompt\": \"{} in {}\", \"subject\": \"Oslo\", \"target_new\": \"Chad\"}}",
                "field 'requested_rewrite.prompt': the template '{} in {}' must have");
        assertBadLine(
                "{\"requested_rewrite\": {\"prompt\": \"Bern is in\", \"subject\": \"Oslo\", \"target_new\": \"Chad\"}}",
                "field 'requested_rewrite.subject': the subject 'Oslo' is not in the prompt 'Bern is in'");
        assertBadLine(
                "{\"requested_rewrite\": {\"prompt\": \"{} is in\", \"subject\": \"Oslo\", \"target_new\": {\"id\": \"Q20\"}}}",
                "field 'requested_rewrite.target_new': expected text, found an object");
    }

    @Test
    void a_key_twice_in_an_object_of_the_record() throws IOException {
        assertBadLine(
                "{\"requested_rewrite\": {\"prompt\": \"{} is in\", \"subject\": \"Oslo\", \"subject\": \"Bern\", \"target_new\":"
                        + " \"Chad\"}}",
                "field 'subject': stands in the record more than once; expected it once");
    }

    @Test
    void what_is_nested_deeper_than_any_record_needs_is_not_looked_at() throws IOException {
        assertBadField(
                "\"neighbours\": [{\"prompt\": {\"str\": \"a\", \"str\": \"a\"}}]",
                "field 'neighbours[0].prompt': expected text, found an object");
    }

    @Test
    void an_array_of_too_many_items() throws IOException {
        assertBadField(
                "\"paraphrases\": [" + "\"Oslo\",".repeat(1000) + "\"Oslo\"]",
                "field 'paraphrases': has more than 1000 items; expected at most so many");
        assertBadField(
                "\"neighbours\": [" + "[0,{}],".repeat(100_000) + "0]",
                "field 'neighbours': has more than 1000 items; expected at most so many");
    }

    @Test
    void half_a_character_in_an_item() throws IOException {
        assertBadField(
                "\"paraphrases\": [\"\\ud83e\"]",
                "field 'paraphrases[0]': has a surrogate without its other half; expected whole characters");
    }

    @Test
    void a_row_whose_target_is_empty() throws IOException {
        Path file = files.ofLines("prompt,subject,target", "Oslo is in,Oslo,", "Bern is in,Bern,Chad");

        assertThat(EditList.read(file, BadRecords.SKIP).skipped())
                .extracting(BadRecord::message)
                .containsExactly(
                        file + ": line 2 (index 0): field 'target': is absent; expected what the model is to say"
                                + " from now on");
    }

    @Test
    void a_table_without_the_columns() {
        assertWhole(
                files.ofLines("subject,prompt,answer", "Oslo,Oslo is in,Norway"),
                "line 1: expected a header of CSV with the columns 'subject' and 'prompt' or 'template' and 'target' or"
                        + " 'target_new', found 'subject', 'prompt', 'answer'");
    }

    @Test
    void a_table_with_a_column_twice() {
        assertWhole(
                files.ofLines("subject,prompt,target,rephrase,rephrase", "Oslo,Oslo is in,Chad,a,b"),
                "line 1: the header has the column 'rephrase' more than once; expected it once");
    }

    @Test
    void a_file_without_records() {
        assertWhole(files.of(""), "is empty; expected facts to edit as JSON Lines, a JSON array or CSV");
        assertWhole(files.of("[]"), "has no records; expected at least one fact to edit");
        assertWhole(folder, "is a folder; expected a file of facts to edit as JSON Lines, a JSON array or CSV");
    }

    @Test
    void an_id_twice() throws IOException {
        assertBadLine(
                GOOD.replace("{", "{\"case_id\": 0, "), "the id '0' is that of line 2 (index 0) already; ids name");
    }

    private void assertBadField(String fields, String problem) throws IOException {
        assertBadLine(GOOD.replace("}", ", " + fields + "}"), problem);
    }

    /** The record is refused, or skipped with the same message, and the lines around it are good. */
    private void assertBadLine(String line, String problem) throws IOException {
        Path file = files.ofLines("", GOOD, line, GOOD);

        assertThatThrownBy(() -> EditList.read(file, BadRecords.REFUSE))
                .isInstanceOf(RecordListException.class)
                .hasMessageStartingWith(file + ": line 3 (index 1): " + problem)
                .hasMessageNotContaining("\n");
        EditList list = EditList.read(file, BadRecords.SKIP);
        assertThat(list.cases()).extracting(EditCase::id).containsExactly("0", "2");
        assertThat(list.skipped())
                .singleElement()
                .satisfies(bad -> assertThat(bad.message()).startsWith(file + ": line 3 (index 1): " + problem));
    }

    /** The file is refused even where bad records are skipped. */
    private static void assertWhole(Path file, String problem) {
        RecordListException refusal =
                catchThrowableOfType(RecordListException.class, () -> EditList.read(file, BadRecords.SKIP));

        assertThat(refusal).hasMessageStartingWith(file + ": " + problem).hasMessageNotContaining("\n");
        assertThat(refusal.badRecord()).isEmpty();
    }
}
