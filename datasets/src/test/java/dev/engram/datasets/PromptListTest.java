package dev.engram.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PromptListTest {

    private static final String SHA256 = "0".repeat(64);

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
                "{\"id\": \"a\", \"prompt\": \"Oslo lies in\", \"subject\": \"Oslo\", \"answer\": \"Norway\", \"foil\": \"Chad\"}",
                "{\"id\": 7, \"template\": \"The \\\"{}\\\", a ship,\\nis\", \"subject\": \"Fram\", \"answer\": null}",
                "{\"subject\": \"\\ud83e\\udd89, the owl\", \"prompt\": \"Look, \ud83e\udd89, the owl\"}");
        Path array =
                files.of("[{\"id\": \"a\", \"prompt\": \"Oslo lies in\", \"subject\": \"Oslo\", \"answer\": \"Norway\","
                        + " \"foil\": \"Chad\"},\n\n{\"subject\": \"Fram\", \"id\": 7,\n \"template\": \"The \\\"{}\\\", a ship,\\nis\"},"
                        + " {\"prompt\": \"Look, \ud83e\udd89, the owl\", \"subject\": \"\ud83e\udd89, the owl\"}]");
        Path csv = files.of(String.join(
                "\r\n",
                "id,prompt,template,subject,answer,foil",
                "a,Oslo lies in,,Oslo,Norway,Chad",
                "7,,\"The \"\"{}\"\", a ship,\nis\",Fram,,",
                ",\"Look, \ud83e\udd89, the owl\",,\"\ud83e\udd89, the owl\",,"));

        List<ListedPrompt> expected = List.of(
                new ListedPrompt(
                        "a", new Prompt("Oslo lies in", "Oslo", 0), Optional.of("Norway"), Optional.of("Chad")),
                new ListedPrompt(
                        "7", new Prompt("The \"Fram\", a ship,\nis", "Fram", 5), Optional.empty(), Optional.empty()),
                new ListedPrompt(
                        "2",
                        new Prompt("Look, \ud83e\udd89, the owl", "\ud83e\udd89, the owl", 6),
                        Optional.empty(),
                        Optional.empty()));
        assertThat(prompts(lines)).isEqualTo(expected);
        assertThat(prompts(array)).isEqualTo(expected);
        assertThat(prompts(csv)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 11, 25})
    void shards_part_the_list_and_keep_its_order(int count) {
        PromptList list = numbered(11);

        List<ListedPrompt> together = new ArrayList<>();
        for (int i = 0; i < list.prompts().size(); i++) {
            together.add(list.shard(i % count, count).get(i / count));
        }

        assertThat(together).isEqualTo(list.prompts());
        assertThat(IntStream.range(0, count)
                        .map(i -> list.shard(i, count).size())
                        .sum())
                .isEqualTo(11);
    }

    @Test
    void a_shard_holds_every_nth_prompt() {
        assertThat(numbered(8).shard(1, 3)).extracting(ListedPrompt::id).containsExactly("1", "4", "7");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, 4})
    void a_shard_that_is_not_there_is_refused(int index) {
        assertThatThrownBy(() -> numbered(8).shard(index, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "there is no shard " + index + " of 3; the first is 0 and the last one less than their number");
    }

    @Test
    void no_shards_at_all_are_refused() {
        assertThatThrownBy(() -> numbered(8).shard(0, 0)).hasMessageContaining("no shard 0 of 0");
    }

    @Test
    void subjects_are_given_once_in_the_order_of_the_list() throws IOException {
        Path file = files.ofLines(
                "subject,template", "Oslo,{} is in", "Bern,{} is in", "Oslo,The mayor of {} is", "Accra,{} is in");

        assertThat(PromptList.read(file, BadRecords.REFUSE).subjects()).containsExactly("Oslo", "Bern", "Accra");
    }

    @Test
    void the_hash_is_of_the_bytes_as_sha256sum_prints_it() throws IOException {
        Path file = files.of("subject,template\nOslo,{} is in\n");

        PromptList list = PromptList.read(file, BadRecords.REFUSE);

        assertThat(list.sha256()).isEqualTo("fca0727ecb6c9dfc1aac9a8bb418736dc2e9ba135d9918b62430d521b6479858");
        assertThat(list.file()).isEqualTo(file);
    }

    @Test
    void a_byte_order_mark_is_no_text_but_counts_in_the_hash() throws IOException {
        for (String text : List.of(
                "subject,template\nOslo,{} is in\n",
                "{\"subject\": \"Oslo\", \"template\": \"{} is in\"}",
                "[{\"subject\": \"Oslo\", \"template\": \"{} is in\"}]")) {
            PromptList plain = PromptList.read(files.of(text), BadRecords.REFUSE);
            PromptList marked = PromptList.read(files.of("\ufeff" + text), BadRecords.REFUSE);

            assertThat(marked.prompts()).isEqualTo(plain.prompts());
            assertThat(marked.sha256()).isNotEqualTo(plain.sha256());
        }
    }

    @Test
    void blanks_before_the_first_record_do_not_hide_the_form() throws IOException {
        assertThat(prompts(files.of("\n \t\r\n[{\"subject\": \"Oslo\", \"prompt\": \"Oslo\"}]")))
                .hasSize(1);
        assertThat(prompts(files.of("\n\n{\"subject\": \"Oslo\", \"prompt\": \"Oslo\"}")))
                .hasSize(1);
        assertThat(prompts(files.of("\n \nsubject,prompt\nOslo,Oslo"))).hasSize(1);
    }

    @Test
    void blank_lines_count_as_lines_but_not_as_records() throws IOException {
        Path file = files.ofLines("subject,prompt", "", "Oslo,Oslo is", "  ", "Bern,Bern is", "");

        assertThat(prompts(file)).extracting(ListedPrompt::id).containsExactly("0", "1");
    }

    @Test
    void a_prompt_is_preferred_to_a_template() throws IOException {
        Path file = files.ofLines(
                "{\"template\": \"{} lies in\", \"subject\": \"Oslo\", \"prompt\": \"Oslo lies in the kingdom of\"}");

        assertThat(prompts(file).get(0).prompt().text()).isEqualTo("Oslo lies in the kingdom of");
    }

    @Test
    void a_prompt_with_a_blank_is_a_template() throws IOException {
        Path file = files.ofLines("{\"prompt\": \"In the city of {} is\", \"subject\": \"In\"}");

        assertThat(prompts(file).get(0).prompt()).isEqualTo(new Prompt("In the city of In is", "In", 15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"attribute", "answer", "object", "target_true", "ground_truth"})
    void the_attribute_goes_by_the_names_of_the_data_sets(String key) throws IOException {
        Path file = files.ofLines("{\"prompt\": \"Oslo\", \"subject\": \"Oslo\", \"" + key + "\": \"Norway\"}");

        assertThat(prompts(file).get(0).attribute()).contains("Norway");
    }

    @ParameterizedTest
    @ValueSource(strings = {"foil", "target_new"})
    void the_foil_goes_by_the_names_of_the_data_sets(String key) throws IOException {
        Path file = files.ofLines("{\"prompt\": \"Oslo\", \"subject\": \"Oslo\", \"" + key + "\": \"Chad\"}");

        assertThat(prompts(file).get(0).foil()).contains("Chad");
    }

    @ParameterizedTest
    @ValueSource(strings = {"known_id", "case_id", "id"})
    void the_id_goes_by_the_names_of_the_data_sets(String key) throws IOException {
        Path file = files.ofLines("{\"prompt\": \"Oslo\", \"subject\": \"Oslo\", \"" + key + "\": 12}");

        assertThat(prompts(file).get(0).id()).isEqualTo("12");
    }

    @Test
    void the_first_of_several_names_counts_and_the_others_are_not_looked_at() throws IOException {
        Path file = files.ofLines(
                "{\"prompt\": \"Oslo\", \"subject\": \"Oslo\", \"object\": {}, \"answer\": \"Norway\", \"attribute\": \" \"}");

        assertThat(prompts(file).get(0).attribute()).contains("Norway");
    }

    @Test
    void what_has_no_meaning_here_is_ignored() throws IOException {
        Path file = files.of("[{\"note\": {\"prompt\": [1, {\"id\": 2}]}, \"subject\": \"Oslo\", \"note\": 1e400,"
                + " \"prompt\": \"Oslo is\"}, {\"subject\": \"Bern\", \"prompt\": \"Bern is\", \"tags\": [[], {}]}]");

        assertThat(prompts(file)).extracting(listed -> listed.prompt().text()).containsExactly("Oslo is", "Bern is");
    }

    @Test
    void line_breaks_in_cells_stay_as_they_are() throws IOException {
        Path file = files.of("prompt,subject\r\n\"A\r\nB\nC\",\"A\r\nB\"\r\n");

        assertThat(prompts(file).get(0).prompt()).isEqualTo(new Prompt("A\r\nB\nC", "A\r\nB", 0));
    }

    @Test
    void blanks_in_cells_stay_as_they_are() throws IOException {
        assertThat(prompts(files.ofLines("prompt,subject", " Oslo is ,Oslo"))
                        .get(0)
                        .prompt())
                .isEqualTo(new Prompt(" Oslo is ", "Oslo", 1));
    }

    @Test
    void characters_beyond_the_first_plane_count_as_two_units() throws IOException {
        Path file = files.ofLines("template,subject", "\ud834\udd1e {} \ud834\udd1e,\ud83e\udd89");

        Prompt prompt = prompts(file).get(0).prompt();

        assertThat(prompt.subjectStart()).isEqualTo(3);
        assertThat(prompt.subjectEnd()).isEqualTo(5);
    }

    @Test
    void an_id_twice_is_refused() {
        ListedPrompt prompt = new ListedPrompt("x", Prompt.of("a", "a"), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> new PromptList(Path.of("f"), SHA256, List.of(prompt, prompt), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the id 'x' is in the list of f twice");
    }

    @Test
    void a_list_without_prompts_is_refused() {
        assertThatThrownBy(() -> new PromptList(Path.of("f"), SHA256, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the list of f has no prompts; it needs at least one");
    }

    @Test
    void a_blank_id_attribute_or_foil_is_refused() {
        Prompt prompt = Prompt.of("a", "a");

        assertThatThrownBy(() -> new ListedPrompt(" ", prompt, Optional.empty(), Optional.empty()))
                .hasMessageContaining("the id is blank");
        assertThatThrownBy(() -> new ListedPrompt("1", prompt, Optional.of(""), Optional.empty()))
                .hasMessageContaining("the attribute is blank");
        assertThatThrownBy(() -> new ListedPrompt("1", prompt, Optional.empty(), Optional.of("\n")))
                .hasMessageContaining("the foil is blank");
    }

    private static List<ListedPrompt> prompts(Path file) throws IOException {
        return PromptList.read(file, BadRecords.REFUSE).prompts();
    }

    private static PromptList numbered(int size) {
        List<ListedPrompt> prompts = IntStream.range(0, size)
                .mapToObj(i -> new ListedPrompt(
                        Integer.toString(i), Prompt.of("Number " + i, "Number"), Optional.empty(), Optional.empty()))
                .toList();
        return new PromptList(Path.of("numbered"), SHA256, prompts, List.of());
    }
}
