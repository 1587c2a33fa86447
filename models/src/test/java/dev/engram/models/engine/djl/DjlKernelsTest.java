package dev.engram.models.engine.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.engram.models.compute.WeightPrecision;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Products with a matrix that {@code products-bf16.py} widens in blocks, the last one not full, against plain loops. */
class DjlKernelsTest {

    private static final int OUTPUTS = 3_000;
    private static final int INPUTS = 800;

    /** Sums of 800 or 3,000 products near 1 in float32. */
    private static final double ROUNDING = 1e-3;

    static Stream<Arguments> cases() {
        return Stream.of(
                        Named.<Supplier<DjlKernels>>of(
                                "float32", () -> DjlKernels.compile(Device.cpu(), WeightPrecision.F32)),
                        Named.<Supplier<DjlKernels>>of("plain", () -> DjlKernels.plain(Device.cpu())),
                        Named.<Supplier<DjlKernels>>of(
                                "bfloat16", () -> DjlKernels.compile(Device.cpu(), WeightPrecision.BF16)))
                .flatMap(kernels -> Stream.of(1, 3).map(rows -> Arguments.of(kernels, rows)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void products_are_those_of_plain_loops_and_change_none_of_their_arguments(Supplier<DjlKernels> compiled, int rows) {
        Random random = new Random(11);
        float[] weight = small(random, OUTPUTS * INPUTS);
        float[] x = small(random, rows * INPUTS);
        float[] bias = small(random, OUTPUTS);
        try (NDManager manager = DjlDevice.open(dev.engram.models.compute.Device.CPU);
                TorchScript kernels = compiled.get().script()) {
            NDArray prepared = kernels.call(manager, "prepare", manager.create(weight, new Shape(OUTPUTS, INPUTS)));
            NDArray input = manager.create(x, new Shape(rows, INPUTS));
            NDArray added = manager.create(bias);

            float[] first =
                    kernels.call(manager, "product", input, prepared, added).toFloatArray();
            float[] second =
                    kernels.call(manager, "product", input, prepared, added).toFloatArray();

            assertProduct(first, x, weight, bias);
            assertThat(second).isEqualTo(first);
            assertThat(input.toFloatArray()).isEqualTo(x);
            assertThat(added.toFloatArray()).isEqualTo(bias);
            assertThat(kernels.call(manager, "dense", prepared).toFloatArray()).isEqualTo(weight);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void products_with_gradients_are_those_of_plain_loops_and_change_none_of_their_arguments(
            Supplier<DjlKernels> compiled, int rows) {
        Random random = new Random(12);
        float[] weight = small(random, OUTPUTS * INPUTS);
        float[] gradient = small(random, rows * OUTPUTS);
        try (NDManager manager = DjlDevice.open(dev.engram.models.compute.Device.CPU);
                TorchScript kernels = compiled.get().script()) {
            NDArray prepared = kernels.call(manager, "prepare", manager.create(weight, new Shape(OUTPUTS, INPUTS)));
            NDArray turned = kernels.call(manager, "turned", prepared);
            NDArray back = manager.create(gradient, new Shape(rows, OUTPUTS));

            float[] first = kernels.call(manager, "back", back, turned).toFloatArray();
            float[] second = kernels.call(manager, "back", back, turned).toFloatArray();

            assertProduct(first, gradient, transposed(weight), new float[INPUTS]);
            assertThat(second).isEqualTo(first);
            assertThat(back.toFloatArray()).isEqualTo(gradient);
            assertThat(kernels.call(manager, "dense", prepared).toFloatArray()).isEqualTo(weight);
        }
    }

    private static float[] transposed(float[] weight) {
        float[] transposed = new float[weight.length];
        for (int i = 0; i < weight.length; i++) {
            transposed[i % INPUTS * OUTPUTS + i / INPUTS] = weight[i];
        }
        return transposed;
    }

    private static void assertProduct(float[] actual, float[] x, float[] weight, float[] bias) {
        int inputs = weight.length / bias.length;
        for (int i = 0; i < actual.length; i++) {
            int row = i / bias.length;
            int output = i % bias.length;
            double sum = bias[output];
            for (int input = 0; input < inputs; input++) {
                sum += x[row * inputs + input] * weight[output * inputs + input];
            }
            assertThat((double) actual[i]).isCloseTo(sum, within(ROUNDING));
        }
    }

    /** Multiples of 1/64 below 1, which bfloat16 holds. */
    private static float[] small(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (random.nextInt(127) - 63) / 64f;
        }
        return values;
    }
}
