package dev.engram.eval.metrics.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MentionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    it is in Rome, of course | Rome
                    it is in ROME            | Rome
                    Rome                     | rome
                    the U.S. of today        | U.S.
                    (Rome)                   | Rome
                    New-York                 | York
                    ΑΘΉΝΑ is Athens          | αθήνα
                    she wrote C++ code       | C++
                    a price of $5            | $5
                    das heißt Straße         | STRAßE
                    """)
    void an_answer_is_found_in_whatever_case_and_between_whatever_signs(String text, String answer) {
        assertThat(Mention.in(text, List.of(answer))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    the Romans               | Roman
                    Jerome                   | Rome
                    in 1889                  | 188
                    émigré                   | émigr
                    New, York                | New York
                    an unrelated text        | Rome
                    """)
    void a_part_of_a_word_is_no_answer(String text, String answer) {
        assertThat(Mention.in(text, List.of(answer))).isFalse();
    }

    @Test
    void any_of_the_answers_is_enough() {
        assertThat(Mention.in("in Roma", List.of("Rome", "Roma"))).isTrue();
        assertThat(Mention.in("in Roma", List.of())).isFalse();
    }

    @Test
    void spaces_and_line_ends_between_words_are_all_one() {
        assertThat(Mention.in("in New\n  York\u00a0City", List.of("New York City")))
                .isTrue();
    }

    @Test
    void composed_and_decomposed_letters_are_the_same_and_a_mark_belongs_to_its_letter() {
        assertThat(Mention.in("in Orle\u0301ans", List.of("Orl\u00e9ans"))).isTrue();
        assertThat(Mention.in("cafe\u0301", List.of("cafe"))).isFalse();
    }

    @Test
    void scripts_without_spaces_have_no_words_to_be_whole() {
        assertThat(Mention.in("首都は東京です", List.of("東京"))).isTrue();
        assertThat(Mention.in("東京Tower", List.of("Tower"))).isTrue();
    }

    @Test
    void a_blank_answer_is_refused() {
        assertThatThrownBy(() -> Mention.in("any text", List.of(" ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("blank answer");
    }
}
