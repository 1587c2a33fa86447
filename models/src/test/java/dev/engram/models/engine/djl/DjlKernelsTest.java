package dev.engram.models.engine.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.engram.models.compute.WeightPrecision;
import dev.engram.models.offline.DjlSettings;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DjlKernelsTest {

    private static final int ROWS = 3;

    /** More than fits one block of {@code products-bf16.py}, and no whole number of blocks. */
    private static final int OUTPUTS = 3_000;

    private static final int INPUTS = 800;

    /** Sums of 800 or 3,000 products near 1 in float32. */
    private static final double ROUNDING = 1e-3;

    @ParameterizedTest
    @EnumSource
    void products_with_a_large_matrix_are_those_of_plain_loops(WeightPrecision precision) {
        DjlSettings.apply();
        Random random = new Random(11);
        float[] weight = small(random, OUTPUTS * INPUTS);
        float[] x = small(random, ROWS * INPUTS);
        float[] gradient = small(random, ROWS * OUTPUTS);
        float[] bias = small(random, OUTPUTS);
        TorchScript kernels = DjlKernels.compile(Device.cpu(), precision).script();
        try (kernels;
                NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            NDArray prepared = kernels.call(manager, "prepare", manager.create(weight, new Shape(OUTPUTS, INPUTS)));
            NDArray turned = kernels.call(manager, "turned", prepared);

            float[] product = kernels.call(
                            manager,
                            "product",
                            manager.create(x, new Shape(ROWS, INPUTS)),
                            prepared,
                            manager.create(bias))
                    .toFloatArray();
            float[] back = kernels.call(manager, "back", manager.create(gradient, new Shape(ROWS, OUTPUTS)), turned)
                    .toFloatArray();

            for (int row = 0; row < ROWS; row++) {
                for (int output = 0; output < OUTPUTS; output++) {
                    double sum = bias[output];
                    for (int input = 0; input < INPUTS; input++) {
                        sum += x[row * INPUTS + input] * weight[output * INPUTS + input];
                    }
                    assertThat((double) product[row * OUTPUTS + output]).isCloseTo(sum, within(ROUNDING));
                }
                for (int input = 0; input < INPUTS; input++) {
                    double sum = 0;
                    for (int output = 0; output < OUTPUTS; output++) {
                        sum += gradient[row * OUTPUTS + output] * weight[output * INPUTS + input];
                    }
                    assertThat((double) back[row * INPUTS + input]).isCloseTo(sum, within(ROUNDING));
                }
            }
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
