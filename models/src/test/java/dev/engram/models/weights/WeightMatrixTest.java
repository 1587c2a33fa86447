package dev.engram.models.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.models.MemoryCheckpoint;
import dev.engram.models.tensor.FloatTensor;
import dev.engram.testing.SeededCases;
import java.nio.FloatBuffer;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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
    void another_map_is_written_as_its_parameter_is_stored() {
        checkpoint.put("linear", new float[6], 2, 3);
        checkpoint.put("conv1d", new float[6], 3, 2);
        FloatTensor map = FloatTensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

        assertThat(written(matrix("linear", Orientation.OUTPUT_MAJOR, 0, 2, 2, 3), map))
                .containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(written(matrix("conv1d", Orientation.INPUT_MAJOR, 0, 2, 2, 3), map))
                .containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void maps_beside_the_one_that_is_replaced_stay() {
        checkpoint.put("linear", new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
        checkpoint.put("conv1d", new float[] {1, 3, 5, 2, 4, 6}, 2, 3);
        FloatTensor map = FloatTensor.of(new float[] {7, 8}, 1, 2);

        assertThat(written(matrix("linear", Orientation.OUTPUT_MAJOR, 1, 2, 3, 2), map))
                .containsExactly(1, 2, 7, 8, 5, 6);
        assertThat(written(matrix("conv1d", Orientation.INPUT_MAJOR, 1, 2, 3, 2), map))
                .containsExactly(1, 7, 5, 2, 8, 6);
    }

    @Test
    void a_map_may_lie_in_slices_that_alternate_with_others() {
        Slices second = new Slices(1, 1, 2, 2); // of two maps, an output of each in turn
        MemoryCheckpoint alternating = new MemoryCheckpoint();
        alternating.put("w", new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 4, 2);
        alternating.put("b", new float[] {1, 2, 3, 4}, 4);
        WeightMatrix matrix = WeightMatrix.of(alternating, "w", Orientation.OUTPUT_MAJOR, second, 4, 2);

        assertThat(read(matrix)).containsExactly(3, 4, 7, 8);
        assertThat(written(matrix, FloatTensor.of(new float[] {-3, -4, -7, -8}, 2, 2)))
                .containsExactly(1, 2, -3, -4, 5, 6, -7, -8);
        assertThat(WeightVector.of(alternating, "b", second, 4).read()).containsExactly(2, 4);
    }

    @Test
    void slices_that_overlap_are_none() {
        assertThatThrownBy(() -> new Slices(0, 3, 2, 2)).hasMessageContaining("overlap");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_map_that_is_written_is_read_back(long seed) {
        Random random = new Random(seed);
        Orientation orientation = random.nextBoolean() ? Orientation.OUTPUT_MAJOR : Orientation.INPUT_MAJOR;
        int all = 1 + random.nextInt(80);
        int inputs = 1 + random.nextInt(80);
        Slices outputs = slices(random, all);
        boolean outputsFirst = orientation == Orientation.OUTPUT_MAJOR;
        checkpoint.put("w", gaussian(random, all * inputs), outputsFirst ? all : inputs, outputsFirst ? inputs : all);
        WeightMatrix matrix = WeightMatrix.of(checkpoint, "w", orientation, outputs, all, inputs);
        float[] values = gaussian(random, outputs.size() * inputs);

        float[] stored = written(matrix, FloatTensor.of(values, outputs.size(), inputs));

        MemoryCheckpoint after = new MemoryCheckpoint();
        after.put("w", stored, outputsFirst ? all : inputs, outputsFirst ? inputs : all);
        assertThat(read(WeightMatrix.of(after, "w", orientation, outputs, all, inputs)))
                .isEqualTo(values);
        assertThat(written(matrix, FloatTensor.of(read(matrix), outputs.size(), inputs)))
                .as("with its own map")
                .isEqualTo(TestCheckpoints.floats(checkpoint, "w"));
    }

    private static Slices slices(Random random, int all) {
        int from = random.nextInt(all);
        int length = 1 + random.nextInt(all - from);
        int step = length + random.nextInt(4);
        return new Slices(from, length, 1 + (all - from - length) / step, step);
    }

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(20);
    }

    @Test
    void a_map_of_another_shape_is_refused_with_both() {
        checkpoint.put("w", new float[6], 3, 2);
        WeightMatrix matrix = matrix("w", Orientation.INPUT_MAJOR, 0, 2, 2, 3);

        assertThatThrownBy(() -> written(matrix, FloatTensor.of(new float[6], 3, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[3, 2]")
                .hasMessageContaining("'w', which has 2 outputs and 3 inputs");
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
        return WeightMatrix.of(checkpoint, name, orientation, Slices.range(from, to), outputs, inputs);
    }

    private static float[] gaussian(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] written(WeightMatrix matrix, FloatTensor map) {
        FloatBuffer target = FloatBuffer.allocate(
                Math.toIntExact(matrix.checkpoint().tensor(matrix.parameter()).elements()));
        matrix.writeWith(map, target);
        assertThat(target.hasRemaining()).isFalse();
        return target.array();
    }

    private static float[] read(WeightMatrix matrix) {
        float[] values = new float[matrix.size()];
        matrix.read(FloatBuffer.wrap(values));
        return values;
    }
}
