package dev.engram.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoiceListTest {

    private static final String GOOD =
            "{\"question\": \"A swan is\", \"choices\": [\"a bird\", \"a fish\"], \"answer\": 0}\n";

    @TempDir
    private Path folder;

    private List<ChoiceQuestion> read(String text) throws IOException {
        return ChoiceList.read(Files.writeString(folder.resolve("choices.jsonl"), text))
                .questions();
    }

    /** Of the file's second line. */
    private void refused(String record, String... problem) {
        assertThatThrownBy(() -> read(GOOD + record))
                .isInstanceOf(RecordListException.class)
                .hasMessageContaining("choices.jsonl: line 2 (index 1): field '")
                .hasMessageContainingAll(problem);
    }

    private static String record(String choices, String answer) {
        return "{\"question\": \"Ice is\", \"choices\": " + choices + ", \"answer\": " + answer + "}";
    }

    @Test
    void the_right_choice_is_a_number_from_0_or_a_letter_from_a() throws IOException {
        assertThat(read(GOOD
                        + "{\"prompt\": \"2 + 1 =\", \"choices\": [2, \" 3\", \"5\"], \"answer\":"
                        + " \"B\"}\n"
                        + "{\"id\": \"ice\", \"question\": \"Ice is\", \"choices\": [\"hot\","
                        + " \"cold\"], \"answer\": \"1\"}\n"))
                .containsExactly(
                        new ChoiceQuestion("0", "A swan is", List.of("a bird", "a fish"), 0),
                        new ChoiceQuestion("1", "2 + 1 =", List.of("2", "3", "5"), 1),
                        new ChoiceQuestion("ice", "Ice is", List.of("hot", "cold"), 1));
    }

    @Test
    void a_question_with_too_few_or_equal_choices_is_refused_by_its_line() {
        refused(record("[\"cold\"]", "0"), "'choices'", "[cold]", "two at least");
        refused(record("\"cold\"", "0"), "'choices'", "two at least");
        refused(record("[\"cold\", \"cold \"]", "0"), "'choices'", "none twice");
        refused(record("[\"cold\", \" \"]", "0"), "'choices'", "none blank");
        refused(record("[\"cold\", null]", "0"), "'choices[1]'", "found null");
        refused("{\"question\": \"Ice is\", \"answer\": 0}", "'choices': is absent");
    }

    @Test
    void an_answer_that_is_none_of_the_choices_is_refused_by_its_line() {
        refused(record("[\"cold\", \"hot\"]", "2"), "'answer'", "is choice 2, counted from 0, of 2");
        refused(record("[\"cold\", \"hot\"]", "\"c\""), "'answer'", "is choice 2");
        refused(record("[\"cold\", \"hot\"]", "-1"), "'answer'", "'-1'");
        refused(record("[\"cold\", \"hot\"]", "\"hot\""), "'answer'", "'HOT'; expected the right choice's number");
        refused(record("[\"cold\", \"hot\"]", "0.5"), "'answer'", "a number with a fraction");
        refused(record("[\"cold\", \"hot\"]", "null"), "'answer': is absent");
    }

    @Test
    void a_question_that_is_asked_twice_is_refused_by_its_line() throws IOException {
        refused(GOOD, "'question': asks the same as record 0");
        assertThat(read(GOOD + GOOD.replace("a fish", "a whale"))).hasSize(2);
    }

    @Test
    void an_empty_file_is_refused() {
        assertThatThrownBy(() -> read(" ")).hasMessageContaining("is empty; expected multiple-choice questions");
    }
}
