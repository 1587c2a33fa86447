package dev.engram.editing.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyStatisticsTest {

    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final StatisticsStamp STAMP =
            new StatisticsStamp(HASH, 5, 2, 4, new KeyText.Sampled("the model's own text", 1), StatisticsStamp.VERSION);

    private static KeyStatistics of(double... sums) {
        return KeyStatistics.stamped(STAMP, sums);
    }

    @Test
    void the_moment_is_the_sum_by_the_count() {
        KeyStatistics statistics = of(8, 2, 2, 4);

        assertThat(statistics.moment().data).containsExactly(2, 0.5, 0.5, 1);
        assertThat(statistics.meanSquare()).isEqualTo(1.5);
        assertThat(statistics.sum(0, 1)).isEqualTo(2);
        assertThat(statistics.count()).isEqualTo(4);
        assertThat(statistics.layer()).isEqualTo(5);
        assertThat(statistics.width()).isEqualTo(2);
        assertThat(statistics.stamp()).contains(STAMP);
    }

    @Test
    void a_copy_of_the_moment_can_be_changed_without_harm() {
        KeyStatistics statistics = of(8, 2, 2, 4);
        statistics.moment().zero();

        assertThat(statistics.moment().data).containsExactly(2, 0.5, 0.5, 1);
    }

    @Test
    void rounding_that_breaks_symmetry_is_averaged_away() {
        KeyStatistics statistics = of(8, 2.001, 1.999, 4);

        assertThat(statistics.sum(0, 1)).isEqualTo(statistics.sum(1, 0)).isEqualTo(2);
    }

    @Test
    void a_neuron_that_never_fires_is_no_fault() {
        assertThat(of(8, 0, 0, 0).meanSquare()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "8 | 2 | 3 | 4 | it is not symmetric: entries (1, 0) and (0, 1) are 3.0 and 2.0",
                "8 | 6 | 6 | 4 | entries (1, 0) and (0, 1) are 6.0 and 6.0, where the diagonal allows at most 5.65",
                "8 | NaN | 2 | 4 | entries (1, 0) and (0, 1) are 2.0 and NaN",
                "8 | 2 | NaN | 4 | entries (1, 0) and (0, 1) are NaN and 2.0",
                "8 | Infinity | Infinity | 4 | entries (1, 0) and (0, 1) are Infinity",
                "8 | 2 | 2 | NaN | diagonal entry 1 is NaN",
                "8 | 2 | 2 | -4 | diagonal entry 1 is -4.0",
                "Infinity | 2 | 2 | 4 | diagonal entry 0 is Infinity",
                "0 | 0 | 0 | 0 | it is zero throughout",
            })
    void what_is_no_sum_of_squares_is_refused(double a, double b, double c, double d, String problem) {
        assertThatThrownBy(() -> of(a, b, c, d))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the sum of k k^T of layer 5: " + problem);
    }

    @Test
    void another_number_of_entries_is_refused() {
        assertThatThrownBy(() -> of(1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 entries for keys of width 2");
    }

    @Test
    void a_count_of_zero_is_refused() {
        assertThatThrownBy(() -> KeyStatistics.unstamped(0, 1, 0, new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("over 0 keys");
    }

    @Test
    void a_stamp_of_nothing_is_refused() {
        KeyText text = STAMP.text();
        assertThatThrownBy(() -> new StatisticsStamp("sha", 0, 1, 1, text, 1)).hasMessageContaining("'sha'");
        assertThatThrownBy(() -> new StatisticsStamp(HASH, -1, 1, 1, text, 1)).hasMessageContaining("in layer -1");
        assertThatThrownBy(() -> new StatisticsStamp(HASH, 0, 0, 1, text, 1)).hasMessageContaining("of width 0");
        assertThatThrownBy(() -> new StatisticsStamp(HASH, 0, 1, 0, text, 1)).hasMessageContaining("of 0 keys");
        assertThatThrownBy(() -> new StatisticsStamp(HASH, 0, 1, 1, text, 2)).hasMessageContaining("version 2");
        assertThatThrownBy(() -> new KeyText.FromFile("text", "beef")).hasMessageContaining("'beef'");
    }
}
