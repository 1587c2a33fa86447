package dev.engram.editing.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamTest {

    @Test
    void the_first_step_is_the_learning_rate_against_the_sign_of_the_gradient() {
        double[] vector = {1, 1, 1};

        new Adam(0.5, 3).update(vector, new double[] {2, -3, 0});

        assertThat(vector[0]).isCloseTo(0.5, within(1e-8));
        assertThat(vector[1]).isCloseTo(1.5, within(1e-8));
        assertThat(vector[2]).isEqualTo(1);
    }

    @Test
    void the_second_step_is_that_of_the_formula() {
        double[] vector = {0};
        Adam adam = new Adam(0.1, 1);

        adam.update(vector, new double[] {1});
        adam.update(vector, new double[] {3});

        // m = 0.09 + 0.3 = 0.39, over 1 - 0.81; v = 0.000999 + 0.009 = 0.009999, over 1 - 0.998001
        double second = 0.1 * (0.39 / 0.19) / Math.sqrt(0.009999 / 0.001999);
        assertThat(vector[0]).isCloseTo(-0.1 - second, within(1e-7));
    }
}
