package dev.engram.eval.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.eval.metrics.Composite.Combination;
import dev.engram.testing.SeededCases;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompositeTest {

    private static final double ROUNDING = 1e-12;

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_composite_lies_between_its_parts_and_the_harmonic_mean_below_the_other(long seed) {
        Random random = new Random(seed);
        double[] parts = random.doubles(2 + random.nextInt(4)).toArray();
        double low = Arrays.stream(parts).min().orElseThrow();
        double high = Arrays.stream(parts).max().orElseThrow();

        double harmonic = Combination.HARMONIC_MEAN.of(parts);
        double mean = Combination.MEAN.of(parts);

        assertThat(harmonic).isBetween(low - ROUNDING, mean + ROUNDING);
        assertThat(mean).isBetween(low - ROUNDING, high + ROUNDING);
    }

    @Test
    void the_harmonic_mean_of_equal_parts_is_each_of_them_and_with_a_zero_among_them_zero() {
        assertThat(Combination.HARMONIC_MEAN.of(new double[] {0.4, 0.4, 0.4})).isCloseTo(0.4, within(ROUNDING));
        assertThat(Combination.HARMONIC_MEAN.of(new double[] {1, 0, 1})).isZero();
        assertThat(Combination.HARMONIC_MEAN.of(new double[] {0, 0, 0})).isZero();
    }

    @Test
    void romes_published_score_is_that_of_its_published_parts() {
        // Meng et al. 2022, table 4, GPT-2 XL; parts are rounded to 0.1, and the score with them.
        assertThat(Combination.HARMONIC_MEAN.of(new double[] {100.0, 96.4, 75.4}))
                .isCloseTo(89.2, within(0.1));
        assertThat(Combination.HARMONIC_MEAN.of(new double[] {22.2, 24.7, 78.1}))
                .isCloseTo(30.5, within(0.1));
    }

    @Test
    void a_harmonic_mean_of_what_is_below_zero_is_refused() {
        assertThatThrownBy(() -> Combination.HARMONIC_MEAN.of(new double[] {0.5, -0.5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[0.5, -0.5]");
    }

    @Test
    void a_single_part_makes_no_composite() {
        assertThatThrownBy(() -> new Composite("x", "", "", List.of(new NGramEntropy()), Combination.MEAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x is made of 1 metrics");
    }
}
