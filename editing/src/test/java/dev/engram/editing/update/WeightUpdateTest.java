package dev.engram.editing.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.tensor.FloatTensor;
import dev.engram.testing.SeededCases;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WeightUpdateTest {

    private static final FloatTensor ZERO = FloatTensor.of(new float[6], 2, 3);

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(5);
    }

    private static FloatTensor matrix(int rows, int columns, float... values) {
        return FloatTensor.of(values, rows, columns);
    }

    private static FloatTensor random(int rows, int columns, Random random) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return FloatTensor.of(values, rows, columns);
    }

    @Test
    void a_factor_writes_its_left_side_for_keys_like_its_right() {
        WeightUpdate update = new LowRankUpdate(4, matrix(1, 2, 1, 10), matrix(1, 3, 1, 2, 3));

        assertThat(update.appliedTo(matrix(2, 3, 0, 0, 0, 100, 100, 100)).toArray())
                .containsExactly(1, 2, 3, 110, 120, 130);
        assertThat(update.layer()).isEqualTo(4);
        assertThat(update.outputs()).isEqualTo(2);
        assertThat(update.inputs()).isEqualTo(3);
        assertThat(update.maximalRank()).isEqualTo(1);
        assertThat(update.norm()).isEqualTo(Math.sqrt(101 * 14), within(1e-12));
    }

    @Test
    void factors_add_up() {
        WeightUpdate update = new LowRankUpdate(0, matrix(2, 2, 1, 0, 0, 1), matrix(2, 3, 1, 2, 3, 4, 5, 6));

        assertThat(update.appliedTo(ZERO).toArray()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(update.maximalRank()).isEqualTo(2);
    }

    @Test
    void a_dense_update_is_added() {
        WeightUpdate update = new DenseUpdate(1, matrix(2, 3, 1, 2, 3, 4, 5, 6));

        assertThat(update.appliedTo(matrix(2, 3, 1, 1, 1, 1, 1, 1)).toArray()).containsExactly(2, 3, 4, 5, 6, 7);
        assertThat(update.norm()).isEqualTo(Math.sqrt(91), within(1e-12));
        assertThat(update.maximalRank()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_norm_from_factors_is_that_of_their_product(long seed) {
        Random random = new Random(seed);
        WeightUpdate factored = new LowRankUpdate(0, random(4, 5, random), random(4, 9, random));
        WeightUpdate dense = new DenseUpdate(0, factored.appliedTo(FloatTensor.of(new float[45], 5, 9)));

        assertThat(factored.norm()).isEqualTo(dense.norm(), within(1e-6 * dense.norm()));
    }

    @Test
    void the_norm_of_factors_that_cancel_is_zero() {
        WeightUpdate update = new LowRankUpdate(0, matrix(2, 2, 0.1f, 0.7f, -0.1f, -0.7f), matrix(2, 1, 0.3f, 0.3f));

        assertThat(update.norm()).isZero();
    }

    @Test
    void a_sum_is_rounded_once() {
        // Three quarters of half a unit in the last place of 1: each alone rounds away, both do not.
        float small = 0.75f * 0x1p-24f;
        WeightUpdate update = new LowRankUpdate(0, matrix(2, 1, small, small), matrix(2, 1, 1, 1));

        assertThat(update.appliedTo(matrix(1, 1, 1)).toArray()).containsExactly(1 + 0x1p-23f);
    }

    @Test
    void a_weight_of_another_shape_is_refused() {
        WeightUpdate update = new LowRankUpdate(4, matrix(1, 2, 1, 10), matrix(1, 3, 1, 2, 3));

        assertThatThrownBy(() -> update.appliedTo(matrix(3, 2, 1, 2, 3, 4, 5, 6)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an update of layer 4 of shape [2, 3] applied to a weight of shape [3, 2]");
    }

    @Test
    void a_weight_that_is_no_number_is_refused_and_so_is_one_that_becomes_infinite() {
        WeightUpdate update = new DenseUpdate(4, matrix(1, 2, 1, 3e38f));

        assertThatThrownBy(() -> update.appliedTo(matrix(1, 2, Float.NaN, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the weight of layer 4: the entry in row 0, column 0 is NaN");
        assertThatThrownBy(() -> update.appliedTo(matrix(1, 2, 0, 3e38f)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the updated weight of layer 4: the entry in row 0, column 1 is Infinity");
    }

    @Test
    void factors_that_do_not_fit_are_refused() {
        assertThatThrownBy(() -> new LowRankUpdate(0, ZERO, matrix(1, 3, 1, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("left factors of shape [2, 3] and right factors of shape [1, 3]");
        assertThatThrownBy(() -> new LowRankUpdate(0, FloatTensor.of(new float[3], 3), ZERO))
                .hasMessageContaining("left factors of shape [3]");
        assertThatThrownBy(() -> new LowRankUpdate(0, FloatTensor.of(new float[0], 0, 3), ZERO))
                .hasMessageContaining("left factors of shape [0, 3]");
        assertThatThrownBy(() -> new LowRankUpdate(0, ZERO, matrix(2, 1, 1, Float.POSITIVE_INFINITY)))
                .hasMessage("right factors: the entry in row 1, column 0 is Infinity");
        assertThatThrownBy(() -> new DenseUpdate(0, matrix(1, 1, Float.NaN))).hasMessageContaining("delta: the entry");
        assertThatThrownBy(() -> new DenseUpdate(-1, ZERO)).hasMessageContaining("layer -1");
    }
}
