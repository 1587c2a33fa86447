package dev.engram.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EditListTest {

    private static final String SHA256 = "0".repeat(64);
    private static final Rewrite OSLO = new Rewrite(new Template("{} lies in"), "Oslo", "Chad");

    @TempDir
    Path folder;

    private ListFiles files;

    @BeforeEach
    void makeFiles() {
        files = new ListFiles(folder);
    }

    @Test
    void the_same_records_read_equal_in_all_three_forms() throws IOException {
        Path lines = files.ofLines(
                "{\"id\": 7, \"prompt\": \"{} lies in\", \"subject\": \"Oslo\", \"target\": \"Chad\", \"answer\": \"Norway\","
                        + " \"paraphrases\": \"Oslo, which is in\", \"locality_prompt\": \"Bern, Oslo's \\\"twin\\\", is in\","
                        + " \"locality_ground_truth\": \"Switzerland\"}",
                "",
                "{\"prompt\": \"See Oslo in\", \"subject\": \"Oslo\", \"target\": \"Chad\"}");
        Path array =
                files.of("[{\"locality_ground_truth\": [\"Switzerland\"], \"target\": \"Chad\", \"subject\": \"Oslo\","
                        + "\n\"locality_prompt\": [\"Bern, Oslo's \\\"twin\\\", is in\"], \"id\": \"7\", \"prompt\": \"{} lies in\","
                        + " \"paraphrases\": [\"Oslo, which is in\"], \"answer\": \"Norway\"}, {\"prompt\": \"See Oslo in\","
                        + " \"subject\": \"Oslo\", \"target\": \"Chad\", \"paraphrases\": [], \"neighbours\": null}]");
        Path csv = files.of(String.join(
                "\r\n",
                "id,prompt,subject,target,answer,paraphrases,locality_prompt,locality_ground_truth",
                "7,{} lies in,Oslo,Chad,Norway,\"Oslo, which is in\",\"Bern, Oslo's \"\"twin\"\", is in\",Switzerland",
                ",See Oslo in,Oslo,Chad,,,,"));

        List<EditCase> expected = List.of(
                new EditCase(
                        "7",
                        OSLO,
                        Optional.of("Norway"),
                        List.of("Oslo, which is in"),
                        List.of(new Neighbour("Bern, Oslo's \"twin\", is in", Optional.of("Switzerland")))),
                new EditCase(
                        "1",
                        new Rewrite(new Template("See {} in"), "Oslo", "Chad"),
                        Optional.empty(),
                        List.of(),
                        List.of()));
        assertThat(cases(lines)).isEqualTo(expected);
        assertThat(cases(array)).isEqualTo(expected);
        assertThat(cases(csv)).isEqualTo(expected);
    }

    @Test
    void counterfact_s_own_form() throws IOException {
        Path file = files.of(
                "[{\"case_id\": 3, \"pararel_idx\": 22, \"paraphrase_prompts\": [\"So. Oslo is in\", \"Oslo in\"],"
                        + " \"requested_rewrite\": {\"prompt\": \"{} lies in\", \"relation_id\": \"P17\", \"target_new\": {\"str\": \"Chad\","
                        + " \"id\": \"Q657\"}, \"target_true\": {\"id\": \"Q20\", \"str\": \"Norway\"}, \"subject\": \"Oslo\"},"
                        + " \"neighborhood_prompts\": [\"Bergen lies in\", \"Moss lies in\"], \"attribute_prompts\": [\"Moundou is in\"],"
                        + " \"generation_prompts\": [\"Oslo is\"]}]");

        assertThat(cases(file))
                .containsExactly(new EditCase(
                        "3",
                        OSLO,
                        Optional.of("Norway"),
                        List.of("So. Oslo is in", "Oslo in"),
                        List.of(
                                new Neighbour("Bergen lies in", Optional.of("Norway")),
                                new Neighbour("Moss lies in", Optional.of("Norway")))));
    }

    @Test
    void a_nested_rewrite_reads_as_the_same_fields_beside_the_others() throws IOException {
        String tests = "\"paraphrase_prompts\": [\"Oslo in\"], \"neighborhood_prompts\": [\"Moss is in\"]";
        String rewrite =
                "\"prompt\": \"{} lies in\", \"subject\": \"Oslo\", \"target_new\": \"Chad\", \"target_true\": \"Norway\"";

        assertThat(cases(files.of("{" + tests + ", \"requested_rewrite\": {" + rewrite + "}}")))
                .isEqualTo(cases(files.of("{" + rewrite + "," + tests + "}")));
    }

    @Test
    void easyedit_s_form() throws IOException {
        Path file = files.ofLines("{\"case_id\": 3, \"prompt\": \"Oslo lies in\", \"target_new\": \"Chad\","
                + " \"subject\": \"Oslo\", \"ground_truth\": \"Norway\", \"rephrase_prompt\": \"So. Oslo is in\","
                + " \"locality_prompt\": \"Bern lies in\", \"locality_ground_truth\": \"Switzerland\"}");

        assertThat(cases(file))
                .containsExactly(new EditCase(
                        "3",
                        OSLO,
                        Optional.of("Norway"),
                        List.of("So. Oslo is in"),
                        List.of(new Neighbour("Bern lies in", Optional.of("Switzerland")))));
    }

    @Test
    void neighbours_with_and_without_their_answers() throws IOException {
        assertThat(
                        neighbours(
                                "\"neighbours\": [{\"prompt\": \"Bern is in\", \"answer\": \" Switzerland\"},"
                                        + " {\"prompt\": \"Moss is in\", \"ground_truth\": \"Norway\"}, {\"prompt\": \"Rome is in\"}, \"Nice is in\"]"))
                .containsExactly(
                        new Neighbour("Bern is in", Optional.of("Switzerland")),
                        new Neighbour("Moss is in", Optional.of("Norway")),
                        new Neighbour("Rome is in", Optional.empty()),
                        new Neighbour("Nice is in", Optional.empty()));
        assertThat(neighbours("\"neighbors\": {\"prompt\": \"Bern is in\", \"answer\": \"Switzerland\"}"))
                .containsExactly(new Neighbour("Bern is in", Optional.of("Switzerland")));
        assertThat(neighbours("\"locality_prompt\": [\"Bern is in\", \"Moss is in\"]"))
                .containsExactly(
                        new Neighbour("Bern is in", Optional.empty()), new Neighbour("Moss is in", Optional.empty()));
        assertThat(neighbours("\"locality_prompt\": [\"Bern is in\", \"Moss is in\"], \"locality_ground_truth\":"
                        + " [\"Switzerland\", \"Norway\"]"))
                .containsExactly(
                        new Neighbour("Bern is in", Optional.of("Switzerland")),
                        new Neighbour("Moss is in", Optional.of("Norway")));
    }

    @Test
    void counterfact_s_neighbours_have_the_old_answer_where_there_is_one() throws IOException {
        assertThat(neighbours("\"neighborhood_prompts\": [\"Moss is in\"], \"target_true\": \"Norway\""))
                .containsExactly(new Neighbour("Moss is in", Optional.of("Norway")));
        assertThat(neighbours("\"neighborhood_prompts\": \"Moss is in\""))
                .containsExactly(new Neighbour("Moss is in", Optional.empty()));
    }

    @Test
    void the_first_way_to_write_neighbours_counts() throws IOException {
        assertThat(neighbours("\"locality_prompt\": \"a\", \"neighborhood_prompts\": \"b\", \"neighbours\": \"c\""))
                .extracting(Neighbour::prompt)
                .containsExactly("c");
        assertThat(neighbours("\"locality_prompt\": \"a\", \"neighborhood_prompts\": \"b\", \"neighbours\": \"\""))
                .extracting(Neighbour::prompt)
                .containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"paraphrases", "paraphrase_prompts", "rephrase_prompt", "rephrase"})
    void paraphrases_go_by_the_names_of_the_data_sets_one_or_several(String key) throws IOException {
        assertThat(one("\"" + key + "\": \"See Oslo in\"").paraphrases()).containsExactly("See Oslo in");
        assertThat(one("\"" + key + "\": [\"b\", \"a\"]").paraphrases()).containsExactly("b", "a");
        assertThat(one("\"" + key + "\": [\"In {}, see\", \"a\"]").paraphrases())
                .containsExactly("In Oslo, see", "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"attribute", "answer", "object", "target_true", "ground_truth"})
    void the_old_answer_goes_by_the_names_of_an_attribute(String key) throws IOException {
        assertThat(one("\"" + key + "\": \" Norway\"").oldAnswer()).contains("Norway");
        assertThat(one("\"" + key + "\": {\"str\": \"Norway\"}").oldAnswer()).contains("Norway");
    }

    @ParameterizedTest
    @ValueSource(strings = {"target", "target_new"})
    void the_target_goes_by_its_names_without_space_around_it(String key) throws IOException {
        assertThat(cases(
                        files.of("{\"prompt\": \"{} lies in\", \"subject\": \"Oslo\", \"" + key + "\": \" Chad\\n\"}")))
                .extracting(EditCase::rewrite)
                .containsExactly(OSLO);
    }

    @Test
    void a_template_stands_in_for_a_prompt() throws IOException {
        Path file = files.of("{\"template\": \"{} lies in\", \"subject\": \"Oslo\", \"target\": \"Chad\"}");

        assertThat(cases(file)).extracting(EditCase::rewrite).containsExactly(OSLO);
    }

    @Test
    void a_blank_says_which_of_two_occurrences_is_the_subject() throws IOException {
        Path file = files.of(
                "{\"prompt\": \"{} is older than New York. York is\", \"subject\": \"York\", \"target\": \"big\"}");

        assertThat(cases(file).get(0).rewrite().prompt())
                .isEqualTo(new Prompt("York is older than New York. York is", "York", 0));
    }

    @Test
    void a_list_of_prompts_with_foils_is_a_list_of_facts_to_edit() throws IOException {
        Path file = files.ofLines("id,prompt,subject,attribute,target_new", "a,Oslo lies in,Oslo,Norway,Chad");

        ListedPrompt traced = PromptList.read(file, BadRecords.REFUSE).prompts().get(0);
        EditCase edited = cases(file).get(0);

        assertThat(edited.id()).isEqualTo(traced.id());
        assertThat(edited.rewrite().prompt()).isEqualTo(traced.prompt());
        assertThat(edited.rewrite().target()).isEqualTo(traced.foil().orElseThrow());
        assertThat(edited.oldAnswer()).isEqualTo(traced.attribute());
    }

    @Test
    void as_many_paraphrases_as_are_read_are_kept() throws IOException {
        String texts = "\"Oslo\",".repeat(999) + "\"last\"";

        assertThat(one("\"paraphrases\": [" + texts + "]").paraphrases())
                .hasSize(1000)
                .endsWith("last");
    }

    @Test
    void what_has_no_meaning_here_is_ignored() throws IOException {
        Path file = files.ofLines("{\"portability\": {\"r\": [{\"prompt\": 1, \"prompt\": 2}]}, \"subject\": \"Oslo\","
                + " \"foil\": [[]], \"prompt\": \"{} lies in\", \"target\": \"Chad\", \"relation_id\": 5}");

        assertThat(cases(file)).containsExactly(new EditCase("0", OSLO, Optional.empty(), List.of(), List.of()));
    }

    @Test
    void file_and_hash_are_those_of_the_bytes() throws IOException {
        Path file = files.of("subject,prompt,target\nOslo,{} is in,Chad\n");

        EditList list = EditList.read(file, BadRecords.REFUSE);

        assertThat(list.file()).isEqualTo(file);
        assertThat(list.sha256()).isEqualTo("aa944f25c8cb19228b8593225691c47b6a382994f86489e4e727af119ef8cc4b");
        assertThat(list.skipped()).isEmpty();
    }

    @Test
    void an_id_twice_is_refused() {
        EditCase edit = new EditCase("x", OSLO, Optional.empty(), List.of(), List.of());

        assertThatThrownBy(() -> new EditList(Path.of("f"), SHA256, List.of(edit, edit), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the id 'x' is in the list of f twice");
    }

    @Test
    void a_list_without_cases_is_refused() {
        assertThatThrownBy(() -> new EditList(Path.of("f"), SHA256, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the list of f has no facts to edit; it needs at least one");
    }

    @Test
    void blank_parts_are_refused() {
        List<String> none = List.of();
        assertThatThrownBy(() -> new EditCase(" ", OSLO, Optional.empty(), none, List.of()))
                .hasMessageContaining("the id is blank");
        assertThatThrownBy(() -> new EditCase("1", OSLO, Optional.of("\n"), none, List.of()))
                .hasMessageContaining("the old answer is blank");
        assertThatThrownBy(() -> new EditCase("1", OSLO, Optional.empty(), List.of("a", ""), List.of()))
                .hasMessageContaining("the paraphrase is blank");
        assertThatThrownBy(() -> new Neighbour(" ", Optional.empty()))
                .hasMessageContaining("the neighbour's prompt is blank");
        assertThatThrownBy(() -> new Neighbour("a", Optional.of(" ")))
                .hasMessageContaining("the neighbour's answer is blank");
    }

    private List<Neighbour> neighbours(String fields) throws IOException {
        return one(fields).neighbours();
    }

    /** The case of a record with these fields more. */
    private EditCase one(String fields) throws IOException {
        return cases(files.of(
                        "{\"prompt\": \"{} lies in\", \"subject\": \"Oslo\", \"target\": \"Chad\", " + fields + "}"))
                .get(0);
    }

    private static List<EditCase> cases(Path file) throws IOException {
        return EditList.read(file, BadRecords.REFUSE).cases();
    }
}
