package dev.engram.training.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AdamWTest {

    private final ParameterLayout layout = ParameterLayout.of(new DecoderShape(1, 2, 1, 0, 3, 2, true));

    @Test
    void two_steps_are_those_of_the_algorithm() {
        // Algorithm 2 of Loshchilov and Hutter, by hand for one entry: beta 0.9 and 0.95, rate 0.1, decay 0.5.
        AdamW optimiser = new AdamW(layout, 0.5, new float[layout.size()], new float[layout.size()]);
        float[] parameters = new float[layout.size()];
        float[] gradient = new float[layout.size()];
        int decayed = 0; // in the token embedding
        int free = layout.size() - 1; // the last normalisation's bias
        parameters[decayed] = 2;
        parameters[free] = 2;
        gradient[decayed] = 4;
        gradient[free] = 4;

        optimiser.update(parameters, gradient, 1, 0.1, 1);

        // First: m/(1-0.9) = 4, v/(1-0.95) = 16, so the step is 0.1.
        assertThat(parameters[decayed]).isCloseTo((float) (2 * 0.95 - 0.1), within(1e-6f));
        assertThat(parameters[free]).isCloseTo(1.9f, within(1e-6f));

        gradient[free] = -2;
        optimiser.update(parameters, gradient, 0.5, 0.1, 2);

        // Scaled to -1: m = 0.9*0.4 - 0.1 = 0.26, /0.19; v = 0.95*0.8 + 0.05 = 0.81, /0.0975.
        double step = 0.1 * (0.26 / 0.19) / Math.sqrt(0.81 / 0.0975);
        assertThat(parameters[free]).isCloseTo((float) (1.9 - step), within(1e-6f));
    }

    @Test
    void what_has_no_gradient_and_no_decay_stays() {
        AdamW optimiser = new AdamW(layout, 0.1, new float[layout.size()], new float[layout.size()]);
        float[] parameters = new float[layout.size()];
        parameters[layout.size() - 1] = 3;

        optimiser.update(parameters, new float[layout.size()], 1, 0.1, 1);

        assertThat(parameters[layout.size() - 1]).isEqualTo(3);
    }
}
