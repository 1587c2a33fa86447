package dev.engram.tracing.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class ResamplingTest {

    @Test
    void each_draw_takes_as_many_as_there_are() {
        List<int[]> draws = draws(new Resampling(50, 3), 7);

        assertThat(draws).hasSize(50).allSatisfy(times -> {
            assertThat(times).hasSize(7);
            assertThat(Arrays.stream(times).sum()).isEqualTo(7);
        });
    }

    @Test
    void the_same_seed_gives_the_same_draws_and_another_others() {
        assertThat(draws(new Resampling(50, 3), 7))
                .usingElementComparator(Arrays::compare)
                .isEqualTo(draws(new Resampling(50, 3), 7))
                .isNotEqualTo(draws(new Resampling(50, 4), 7));
    }

    @Test
    void an_interval_of_draws_lies_between_their_outer_fortieths() {
        double[] draws = DoubleStream.iterate(80, value -> value - 1).limit(81).toArray();

        assertThat(Interval.ofDraws(draws).low()).isCloseTo(2, within(1e-12));
        assertThat(Interval.ofDraws(draws).high()).isCloseTo(78, within(1e-12));
        assertThat(draws[0]).as("not sorted in place").isEqualTo(80);
    }

    @Test
    void an_interval_of_one_draw_is_that_draw() {
        assertThat(Interval.ofDraws(new double[] {5})).isEqualTo(new Interval(5, 5));
    }

    @Test
    void too_few_draws_for_an_interval_are_refused() {
        assertThatThrownBy(() -> new Resampling(39, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("39 resamples")
                .hasMessageContaining("40");
    }

    private static List<int[]> draws(Resampling resampling, int units) {
        List<int[]> draws = new ArrayList<>();
        resampling.draw(units, times -> draws.add(times.clone()));
        return draws;
    }
}
