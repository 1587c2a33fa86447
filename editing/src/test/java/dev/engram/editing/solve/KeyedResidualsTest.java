package dev.engram.editing.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.tensor.FloatTensor;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

class KeyedResidualsTest {

    private static FloatTensor vector(float... values) {
        return FloatTensor.of(values, values.length);
    }

    @Test
    void vectors_of_facts_become_columns() {
        KeyedResiduals facts =
                KeyedResiduals.of(List.of(vector(1, 2, 3), vector(4, 5, 6)), List.of(vector(7, 8), vector(9, 10)));

        assertThat(facts.keys().data).containsExactly(1, 4, 2, 5, 3, 6);
        assertThat(facts.residuals().data).containsExactly(7, 9, 8, 10);
        assertThat(facts.count()).isEqualTo(2);
        assertThat(facts.inputs()).isEqualTo(3);
        assertThat(facts.outputs()).isEqualTo(2);
    }

    @Test
    void vectors_of_unequal_lengths_are_refused() {
        assertThatThrownBy(() -> KeyedResiduals.of(List.of(vector(1, 2), vector(1)), List.of(vector(1), vector(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("keys: number 1 has shape [1], the first has 2 numbers");
    }

    @Test
    void unequal_numbers_of_keys_and_residuals_are_refused() {
        assertThatThrownBy(() -> new KeyedResiduals(new DMatrixRMaj(3, 2), new DMatrixRMaj(4, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keys of shape [3, 2] and residuals of shape [4, 1]");
    }

    @Test
    void no_facts_are_refused() {
        assertThatThrownBy(() -> KeyedResiduals.of(List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
    }

    @Test
    void what_is_no_number_is_refused_by_its_place() {
        DMatrixRMaj keys = new DMatrixRMaj(3, 2);
        DMatrixRMaj residuals = new DMatrixRMaj(4, 2);
        residuals.set(2, 1, Double.NaN);
        assertThatThrownBy(() -> new KeyedResiduals(keys, residuals))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the residual of fact 1 has NaN as its entry 2");

        keys.set(1, 0, Double.POSITIVE_INFINITY);
        assertThatThrownBy(() -> new KeyedResiduals(keys, residuals))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the key of fact 0 has Infinity as its entry 1");
    }
}
