package dev.engram.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PromptTest {

    @Test
    void the_subject_is_found_where_it_first_stands() {
        Prompt prompt = Prompt.of("Rome is older than New Rome", "Rome");

        assertThat(prompt.subjectStart()).isZero();
        assertThat(prompt.subjectEnd()).isEqualTo(4);
    }

    @Test
    void a_subject_that_is_not_there_is_refused_with_both_texts() {
        assertThatThrownBy(() -> Prompt.of("The tower is in", "Tower"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Tower'")
                .hasMessageContaining("'The tower is in'");
    }

    @Test
    void a_refusal_quotes_the_beginning_of_a_long_text_on_one_line() {
        assertThatThrownBy(() -> Prompt.of("A\n" + "b".repeat(200), "Tower"))
                .hasMessageContaining("in the prompt 'A\\n" + "b".repeat(158) + "...' (upper")
                .hasMessageNotContaining("\n");
    }

    @Test
    void empty_texts_are_refused() {
        assertThatThrownBy(() -> Prompt.of("", "")).hasMessageContaining("prompt is empty");
        assertThatThrownBy(() -> Prompt.of("a", "")).hasMessageContaining("subject is empty");
    }

    @Test
    void a_subject_elsewhere_than_said_is_refused() {
        assertThatThrownBy(() -> new Prompt("a b", "b", 0)).hasMessageContaining("not at character 0");
    }
}
