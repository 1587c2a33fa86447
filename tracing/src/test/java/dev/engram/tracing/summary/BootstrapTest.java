package dev.engram.tracing.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.testing.SeededCases;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BootstrapTest {

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void intervals_of_normals_hold_the_true_mean_about_as_often_as_they_promise(long seed) {
        Random random = new Random(seed);
        int trials = 1000;
        int held = 0;
        for (int trial = 0; trial < trials; trial++) {
            PromptSums sums = new PromptSums(100, 1);
            for (int prompt = 0; prompt < 100; prompt++) {
                sums.put(prompt, 1, 3 + 2 * random.nextGaussian());
            }
            Estimate estimate = resampled(100, sums, random.nextLong()).estimate(0);
            held += estimate.interval().orElseThrow().contains(3) ? 1 : 0;
        }

        // 0.946 is expected of 100 normals; four binomial deviations of 0.0071 to either side.
        assertThat(held / (double) trials).isBetween(0.946 - 0.0286, 0.946 + 0.0286);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_interval_of_a_ratio_holds_the_true_one_as_well(long seed) {
        Random random = new Random(seed);
        int trials = 1000;
        int held = 0;
        for (int trial = 0; trial < trials; trial++) {
            PromptSums sums = new PromptSums(100, 1);
            for (int prompt = 0; prompt < 100; prompt++) {
                int tokens = random.nextInt(4); // none in a quarter of the prompts
                double shared = random.nextGaussian(); // tokens of one prompt go together
                if (tokens > 0) {
                    sums.put(prompt, tokens, tokens * (3 + shared));
                }
            }
            Estimate estimate = resampled(100, sums, random.nextLong()).estimate(0);
            held += estimate.interval().orElseThrow().contains(3) ? 1 : 0;
        }

        // About 65 effective prompts: 0.943 at best, and a little less for the ratio; four deviations and 0.01 below.
        assertThat(held / (double) trials).isBetween(0.943 - 0.0393, 0.943 + 0.0293);
    }

    @Test
    void the_bounds_of_many_normals_are_those_of_theory() {
        Random random = new Random(5);
        PromptSums sums = new PromptSums(400, 1);
        double total = 0;
        double squares = 0;
        for (int prompt = 0; prompt < 400; prompt++) {
            double value = random.nextGaussian();
            sums.put(prompt, 1, value);
            total += value;
            squares += value * value;
        }
        double mean = total / 400;
        double error = Math.sqrt((squares / 400 - mean * mean) / 400);

        Interval interval = Bootstrap.of(400, List.of(sums), new SummarySettings(Pooling.TOKENS, 20_000, 1))
                .get(0)
                .estimate(0)
                .interval()
                .orElseThrow();

        // The deviation of a 2.5 % quantile of 20,000 draws is 0.019 of their deviation.
        assertThat((interval.low() - mean) / error).isBetween(-1.96 - 0.08, -1.96 + 0.08);
        assertThat((interval.high() - mean) / error).isBetween(1.96 - 0.08, 1.96 + 0.08);
    }

    @Test
    void the_same_seed_gives_the_same_interval_and_another_seed_another() {
        PromptSums sums = new PromptSums(30, 1);
        Random random = new Random(3);
        for (int prompt = 0; prompt < 30; prompt++) {
            sums.put(prompt, 1, random.nextGaussian());
        }

        assertThat(resampled(30, sums, 1).estimate(0))
                .isEqualTo(resampled(30, sums, 1).estimate(0));
        assertThat(resampled(30, sums, 1).estimate(0))
                .isNotEqualTo(resampled(30, sums, 2).estimate(0));
    }

    @Test
    void quantities_are_drawn_together() {
        PromptSums sums = new PromptSums(30, 2);
        Random random = new Random(3);
        for (int prompt = 0; prompt < 30; prompt++) {
            double value = random.nextGaussian();
            sums.put(prompt, 1, value, value + 1e-9);
        }

        assertThat(resampled(30, sums, 1).toldApart(0, 1)).isTrue();
        assertThat(resampled(30, sums, 1).toldApart(1, 1)).isFalse();
    }

    private static ResampledMeans resampled(int prompts, PromptSums sums, long seed) {
        return Bootstrap.of(prompts, List.of(sums), new SummarySettings(Pooling.TOKENS, 400, seed))
                .get(0);
    }
}
