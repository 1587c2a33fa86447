package dev.engram.models.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.testing.SeededCases;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TokenChooserTest {

    private static final float[] LOGITS = {(float) Math.log(1), (float) Math.log(6), (float) Math.log(3)};

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(10);
    }

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

    @ParameterizedTest
    @MethodSource("seeds")
    void draws_are_those_from_all_tokens_in_order(long seed) {
        Random random = new Random(seed);
        Sampling.Random[] settings = {
            new Sampling.Random(0.7, 0, 1, seed),
            new Sampling.Random(1.3, 0, 0.9, seed),
            new Sampling.Random(1, 40, 1, seed),
            new Sampling.Random(1, 40, 0.8, seed),
            new Sampling.Random(3, 5_000, 1, seed),
            new Sampling.Random(1, 1, 1, seed)
        };
        for (Sampling.Random sampling : settings) {
            TokenChooser chooser = new TokenChooser(sampling);
            SplittableRandom uniforms = new SplittableRandom(seed);
            for (int draw = 0; draw < 50; draw++) {
                float[] logits = randomLogits(random);

                assertThat(chooser.choose(logits))
                        .as("draw %d of %s", draw, sampling)
                        .isEqualTo(drawnFromAllInOrder(logits, sampling, uniforms.nextDouble()));
            }
        }
    }

    @Test
    void tokens_are_ranked_by_logit_then_by_id() {
        float[] logits = {-1, 3, Float.NEGATIVE_INFINITY, -0.0f, 3, 0, -2};
        RankedTokens ranked = new RankedTokens(logits);

        assertThat(IntStream.range(0, logits.length).map(ranked::id)).containsExactly(1, 4, 5, 3, 0, 6, 2);
        assertThat(ranked.id(2)).as("asked for again").isEqualTo(5);
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

    /** Up to 3,000 logits, many of them equal. */
    private static float[] randomLogits(Random random) {
        float[] logits = new float[1 + random.nextInt(3_000)];
        for (int i = 0; i < logits.length; i++) {
            logits[i] = random.nextBoolean() ? (float) random.nextGaussian() * 3 : random.nextInt(9) - 4;
        }
        return logits;
    }

    /** The definition: all tokens sorted, weighed, cut and walked. */
    private static int drawnFromAllInOrder(float[] logits, Sampling.Random sampling, double uniform) {
        List<Integer> byLogit = IntStream.range(0, logits.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer id) -> -logits[id]).thenComparing(id -> id))
                .limit(sampling.topK() == 0 ? logits.length : sampling.topK())
                .toList();
        List<Double> weights = byLogit.stream()
                .map(id -> Math.exp((logits[id] - logits[byLogit.get(0)]) / sampling.temperature()))
                .toList();
        double all = weights.stream().mapToDouble(Double::doubleValue).sum();
        double mass = 0;
        int kept = 0;
        while (kept < weights.size() && (kept == 0 || mass < sampling.topP() * all)) {
            mass += weights.get(kept++);
        }
        double below = 0;
        for (int rank = 0; rank < kept; rank++) {
            below += weights.get(rank);
            if (below > uniform * mass) {
                return byLogit.get(rank);
            }
        }
        return byLogit.get(kept - 1);
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
