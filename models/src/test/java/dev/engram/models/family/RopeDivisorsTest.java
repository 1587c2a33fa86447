package dev.engram.models.family;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.models.spec.RopeScaling;
import dev.engram.testing.SeededCases;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RopeDivisorsTest {

    private static final double THETA = 500_000;

    @ParameterizedTest
    @MethodSource("seeds")
    void llama_3s_scaling_is_found_again_in_the_divisors_it_gives(long seed) {
        Random random = new Random(seed);
        double factor = 2 + random.nextInt(63);
        double context = 2048 << random.nextInt(6);
        RopeScaling.Llama3 scaling = new RopeScaling.Llama3(factor, 1, 4, context);

        Map<String, Object> settings = new RopeDivisors(divisors(scaling, 32 + random.nextInt(33)), THETA).settings();

        assertThat(settings)
                .containsEntry("rope_type", "llama3")
                .containsEntry("factor", factor)
                .containsEntry("low_freq_factor", 1.0)
                .containsEntry("high_freq_factor", 4.0)
                .containsEntry("original_max_position_embeddings", context);
    }

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(50);
    }

    @Test
    void where_no_frequency_is_blended_a_context_is_found_that_means_the_same() {
        List<Double> divisors = List.of(1.0, 8.0, 8.0, 8.0);

        Map<String, Object> settings = new RopeDivisors(divisors, THETA).settings();

        assertThat(settings).containsEntry("rope_type", "llama3").containsEntry("factor", 8.0);
        double context = (double) Objects.requireNonNull(settings.get("original_max_position_embeddings"));
        assertThat(divisors(new RopeScaling.Llama3(8, 1, 4, context), 4)).isEqualTo(divisors);
    }

    @Test
    void divisors_of_another_origin_stay_what_they_are() {
        List<Double> one = new ArrayList<>(divisors(new RopeScaling.Llama3(8, 1, 4, 8192), 64));
        one.set(3, 1.001);

        for (List<Double> divisors : List.of(one, List.of(1.0, 2.0, 3.0, 4.0), Collections.nCopies(8, 1.0))) {
            assertThat(new RopeDivisors(divisors, THETA).settings())
                    .containsEntry("rope_type", "divisors")
                    .containsEntry("divisors", divisors);
        }
    }

    /** In single precision, as files have them. */
    private static List<Double> divisors(RopeScaling scaling, int count) {
        List<Double> divisors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            divisors.add((double) (float) (1 / scaling.factor(i, Math.pow(THETA, -(double) i / count))));
        }
        return divisors;
    }
}
