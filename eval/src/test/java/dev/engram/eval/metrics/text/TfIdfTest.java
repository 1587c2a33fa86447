package dev.engram.eval.metrics.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TfIdfTest {

    private static final double ROUNDING = 1e-15;

    private static final TfIdf WEIGHTS = new TfIdf(Map.of("red", 1.0, "green", 2.0, "caf\u00e9", 3.0, "a_1", 1.0));

    @Test
    void a_cosine_is_computed_by_hand() {
        // (red 2, green 2) and (red 1, green 0, caf\u00e9 3): 2 / (sqrt 8 sqrt 10).
        assertThat(WEIGHTS.cosine("Red red, GREEN", "red caf\u00e9")).isCloseTo(2 / Math.sqrt(80), within(ROUNDING));
    }

    @Test
    void a_text_is_like_itself_however_often_it_is_said() {
        assertThat(WEIGHTS.cosine("red green", "red green")).isCloseTo(1, within(ROUNDING));
        assertThat(WEIGHTS.cosine("red green", "green red green red")).isCloseTo(1, within(ROUNDING));
    }

    @Test
    void the_cosine_is_the_same_both_ways_round() {
        assertThat(WEIGHTS.cosine("red green green", "red a_1"))
                .isEqualTo(WEIGHTS.cosine("red a_1", "red green green"));
    }

    @Test
    void words_are_runs_of_two_letters_digits_or_underscores_at_least() {
        assertThat(WEIGHTS.knowsWordOf("(a_1)")).isTrue();
        assertThat(WEIGHTS.knowsWordOf("greenish infra-re d")).isFalse();
        assertThat(WEIGHTS.knowsWordOf("infra-red")).isTrue();
    }

    @Test
    void texts_without_a_word_of_the_vocabulary_are_like_nothing() {
        assertThat(WEIGHTS.cosine("blue", "red")).isZero();
        assertThat(WEIGHTS.cosine("", "")).isZero();
    }

    @Test
    void weights_that_are_no_frequencies_are_refused() {
        assertThatThrownBy(() -> new TfIdf(Map.of("red", Double.NaN)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'red'")
                .hasMessageContaining("NaN");
        assertThatThrownBy(() -> new TfIdf(Map.of("red", 0.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0.0, not above 0");
        assertThatThrownBy(() -> new TfIdf(Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("vocabulary without words");
    }
}
