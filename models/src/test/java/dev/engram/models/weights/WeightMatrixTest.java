package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.MemoryCheckpoint;
import dev.engram.models.tensor.IndexRange;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;

class WeightMatrixTest {

    private final MemoryCheckpoint checkpoint = new MemoryCheckpoint();

    @Test
    void both_orientations_read_as_outputs_first() {
        checkpoint.put("linear", new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        checkpoint.put("conv1d", new float[] {1, 4, 2, 5, 3, 6}, 3, 2);

        assertThat(read(matrix("linear", Orientation.OUTPUT_MAJOR, 0, 2, 2, 3))).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(read(matrix("conv1d", Orientation.INPUT_MAJOR, 0, 2, 2, 3))).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @Test
    void some_outputs_of_a_fused_parameter_are_read_alone() {
        checkpoint.put("linear", new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
        checkpoint.put("conv1d", new float[] {1, 3, 5, 2, 4, 6}, 2, 3);

        assertThat(read(matrix("linear", Orientation.OUTPUT_MAJOR, 1, 3, 3, 2))).containsExactly(3, 4, 5, 6);
        assertThat(read(matrix("conv1d", Orientation.INPUT_MAJOR, 1, 3, 3, 2))).containsExactly(3, 4, 5, 6);
    }

    @Test
    void a_large_matrix_is_turned_whole() {
        int outputs = 70;
        int inputs = 45;
        float[] stored = new float[outputs * inputs];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = i;
        }
        checkpoint.put("conv1d", stored, inputs, outputs);

        float[] turned = read(matrix("conv1d", Orientation.INPUT_MAJOR, 0, outputs, outputs, inputs));

        for (int output = 0; output < outputs; output++) {
            for (int input = 0; input < inputs; input++) {
                assertThat(turned[output * inputs + input]).isEqualTo(stored[input * outputs + output]);
            }
        }
    }

    @Test
    void a_shape_that_the_configuration_contradicts_is_refused_with_both() {
        checkpoint.put("w", new float[6], 2, 3);

        assertThatThrownBy(() -> matrix("w", Orientation.INPUT_MAJOR, 0, 2, 2, 3))
                .hasMessageContaining("'w'")
                .hasMessageContaining("[2, 3]")
                .hasMessageContaining("[3, 2]");
        assertThatThrownBy(() -> matrix("absent", Orientation.INPUT_MAJOR, 0, 2, 2, 3))
                .hasMessageContaining("'absent'");
    }

    @Test
    void values_that_are_no_numbers_are_refused_by_name() {
        checkpoint.put("w", new float[] {1, Float.NaN}, 1, 2);
        checkpoint.put("b", new float[] {Float.POSITIVE_INFINITY}, 1);

        assertThatThrownBy(() -> read(matrix("w", Orientation.OUTPUT_MAJOR, 0, 1, 1, 2)))
                .hasMessageContaining("'w'")
                .hasMessageContaining("NaN at element 1");
        assertThatThrownBy(() -> WeightVector.of(checkpoint, "b", 1).read())
                .hasMessageContaining("'b'")
                .hasMessageContaining("Infinity");
    }

    private WeightMatrix matrix(String name, Orientation orientation, int from, int to, int outputs, int inputs) {
        return WeightMatrix.of(checkpoint, name, orientation, new IndexRange(from, to), outputs, inputs);
    }

    private static float[] read(WeightMatrix matrix) {
        float[] values = new float[matrix.size()];
        matrix.read(FloatBuffer.wrap(values));
        return values;
    }
}
