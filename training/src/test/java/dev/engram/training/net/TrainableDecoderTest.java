package dev.engram.training.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.training.data.RepeatedSequences;
import dev.engram.training.data.SequenceShape;
import dev.engram.training.data.TokenBatch;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrainableDecoderTest {

    private static final SequenceShape SEQUENCES = new SequenceShape(3, 9, 2);

    @Test
    void an_untrained_model_knows_as_much_as_a_guess() {
        try (TrainableDecoder decoder = new TrainableDecoder(new DecoderShape(2, 16, 4, 32, 50, 9, true))) {
            float[] losses = decoder.losses(decoder.layout().initial(1), batch());

            double mean = 0;
            for (float loss : losses) {
                mean += loss / losses.length;
            }
            assertThat(losses).hasSize(3 * 8);
            assertThat(mean).isCloseTo(Math.log(50), within(0.1));
        }
    }

    @Test
    void the_gradient_is_the_slope_of_the_loss() {
        for (int mlpWidth : new int[] {0, 32}) {
            DecoderShape shape = new DecoderShape(2, 16, 4, mlpWidth, 50, 9, mlpWidth > 0);
            try (TrainableDecoder decoder = new TrainableDecoder(shape)) {
                float[] parameters = scaled(decoder.layout().initial(2), 10); // steep enough for differences in float32
                float[] gradient = decoder.gradient(parameters, batch()).gradient();
                for (Parameter parameter : decoder.layout().parameters()) {
                    assertSlope(decoder, parameters, gradient, parameter);
                }
            }
        }
    }

    /** Along a random direction in one parameter, central differences of the mean loss; their error is of third order. */
    private static void assertSlope(
            TrainableDecoder decoder, float[] parameters, float[] gradient, Parameter parameter) {
        long seed = parameter.offset();
        Random random = new Random(seed);
        float[] up = parameters.clone();
        float[] down = parameters.clone();
        double slope = 0;
        float step = 0.02f / (float) Math.sqrt(parameter.size());
        for (int i = parameter.offset(); i < parameter.end(); i++) {
            float direction = random.nextBoolean() ? step : -step;
            up[i] += direction;
            down[i] -= direction;
            slope += (double) gradient[i] * direction;
        }
        double difference = (mean(decoder.losses(up, batch())) - mean(decoder.losses(down, batch()))) / 2;
        // 1e-6: the losses are near 4 and known to float32's 5e-7; 2 %: what the third order leaves at this step.
        assertThat(difference)
                .as("%s, seed %d", parameter.name(), seed)
                .isCloseTo(slope, within(2e-6 + 0.02 * Math.abs(slope)));
    }

    @Test
    void calls_do_not_add_up() {
        try (TrainableDecoder decoder = new TrainableDecoder(new DecoderShape(1, 8, 2, 16, 50, 9, true))) {
            TokenBatch batch = new RepeatedSequences(new SequenceShape(3, 9, 1), 50, 3).batch(0);
            float[] parameters = decoder.layout().initial(2);

            float[] first = decoder.gradient(parameters, batch).gradient();
            float[] second = decoder.gradient(parameters, batch).gradient();

            assertThat(second).isEqualTo(first);
        }
    }

    @Test
    void what_a_token_may_not_see_does_not_reach_its_loss() {
        try (TrainableDecoder decoder = new TrainableDecoder(new DecoderShape(2, 16, 4, 32, 50, 9, true))) {
            float[] parameters = scaled(decoder.layout().initial(4), 10);
            TokenBatch seen = batch();
            boolean[] blind = seen.visible(0).clone();
            for (int query = 3; query < 9; query++) {
                blind[query * 9 + 2] = false; // sequence 0: what follows position 2 does not see it
            }
            int[] ids = seen.ids().clone();
            ids[2] = 1 + ids[2] % 49;
            TokenBatch hidden = new TokenBatch(3, 9, seen.ids(), java.util.List.of(blind, blind));
            TokenBatch other = new TokenBatch(3, 9, ids, java.util.List.of(blind, blind));

            float[] one = decoder.losses(parameters, hidden);
            float[] two = decoder.losses(parameters, other);

            assertThat(two[2]).isNotEqualTo(one[2]); // the token's own prediction changes
            for (int position = 3; position < 8; position++) {
                assertThat(two[position]).isEqualTo(one[position]);
            }
        }
    }

    private static TokenBatch batch() {
        return new RepeatedSequences(SEQUENCES, 50, 3).batch(0);
    }

    private static float[] scaled(float[] vector, float factor) {
        float[] scaled = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            scaled[i] = vector[i] == 1 ? 1 : vector[i] * factor;
        }
        return scaled;
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
