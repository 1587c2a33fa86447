package dev.engram.models.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TokenChooserTest {

    private static final float[] LOGITS = {(float) Math.log(1), (float) Math.log(6), (float) Math.log(3)};

    @Test
    void greedy_takes_the_highest_and_of_equal_ones_the_first() {
        TokenChooser greedy = new TokenChooser(new Sampling.Greedy());

        assertThat(greedy.choose(LOGITS)).isEqualTo(1);
        assertThat(greedy.choose(new float[] {2, 5, 5})).isEqualTo(1);
    }

    @Test
    void draws_follow_the_softmax() {
        assertThat(shares(new Sampling.Random(1, 0, 1, 3))).satisfies(shares -> {
            assertThat(shares[0]).isCloseTo(0.1, within(0.02));
            assertThat(shares[1]).isCloseTo(0.6, within(0.02));
            assertThat(shares[2]).isCloseTo(0.3, within(0.02));
        });
    }

    @Test
    void a_temperature_of_one_half_squares_the_weights() {
        assertThat(shares(new Sampling.Random(0.5, 0, 1, 3))[1]).isCloseTo(36.0 / 46, within(0.02));
    }

    @Test
    void top_k_keeps_the_likeliest() {
        double[] shares = shares(new Sampling.Random(1, 2, 1, 3));

        assertThat(shares[0]).isZero();
        assertThat(shares[1]).isCloseTo(6.0 / 9, within(0.02));
    }

    @Test
    void top_p_keeps_the_fewest_that_reach_it() {
        assertThat(shares(new Sampling.Random(1, 0, 0.6, 3))[1]).isEqualTo(1);
        assertThat(shares(new Sampling.Random(1, 0, 0.61, 3))[2]).isCloseTo(3.0 / 9, within(0.02));
    }

    @Test
    void logits_that_are_no_numbers_are_refused() {
        assertThatThrownBy(() -> new TokenChooser(new Sampling.Greedy()).choose(new float[] {1, Float.NaN}))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageContaining("not numbers");
    }

    @Test
    void settings_that_make_no_sense_are_refused() {
        assertThatThrownBy(() -> new Sampling.Random(0, 0, 1, 1)).hasMessageContaining("temperature 0.0");
        assertThatThrownBy(() -> new Sampling.Random(1, -1, 1, 1)).hasMessageContaining("top-k of -1");
        assertThatThrownBy(() -> new Sampling.Random(1, 0, 0, 1)).hasMessageContaining("top-p of 0.0");
    }

    private static double[] shares(Sampling.Random sampling) {
        TokenChooser chooser = new TokenChooser(sampling);
        double[] shares = new double[LOGITS.length];
        int draws = 10_000;
        for (int i = 0; i < draws; i++) {
            shares[chooser.choose(LOGITS)] += 1.0 / draws;
        }
        for (int i = 0; i < shares.length; i++) {
            shares[i] = Math.round(shares[i] * draws) / (double) draws; // undoes the rounding of the sum
        }
        return shares;
    }
}
