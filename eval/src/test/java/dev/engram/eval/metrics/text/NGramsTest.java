package dev.engram.eval.metrics.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.testing.SeededCases;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NGramsTest {

    private static final double ROUNDING = 1e-12;

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(20);
    }

    @Test
    void words_that_are_all_different_have_the_logarithm_of_their_number() {
        NGrams eight = new NGrams(List.of("a", "b", "c", "d", "e", "f", "g", "h"));

        assertThat(eight.entropy(1)).isCloseTo(3, within(ROUNDING));
        assertThat(eight.entropy(7)).isCloseTo(1, within(ROUNDING));
        assertThat(eight.entropy(8)).isZero();
        assertThat(eight.entropy(9)).isZero();
    }

    @Test
    void entropy_is_counted_by_hand() {
        // a a b c: 1/2, 1/4, 1/4.
        assertThat(new NGrams(List.of("a", "a", "b", "c")).entropy(1)).isCloseTo(1.5, within(ROUNDING));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void entropy_lies_between_zero_and_that_of_all_different_and_names_do_not_matter(long seed) {
        Random random = new Random(seed);
        List<Integer> drawn = IntStream.range(0, 2 + random.nextInt(40))
                .mapToObj(i -> random.nextInt(5))
                .toList();
        NGrams words = new NGrams(drawn.stream().map(i -> "word" + i).toList());
        NGrams others = new NGrams(drawn.stream().map(i -> "x" + (9 - i)).toList());

        assertThat(words.entropy(2))
                .isBetween(0.0, Math.log(drawn.size() - 1) / Math.log(2) + ROUNDING)
                .isEqualTo(others.entropy(2));
    }

    @Test
    void generated_text_is_decomposed_and_blank_lines_are_spaces() {
        assertThat(NGrams.of("caf\u00e9\n\n\ufb01n").words()).containsExactly("cafe\u0301", "fin");
    }
}
