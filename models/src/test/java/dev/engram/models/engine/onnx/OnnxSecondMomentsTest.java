package dev.engram.models.engine.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.SecondMomentsContract;
import dev.engram.models.TinyModels;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.OuterProductSum;
import dev.engram.models.engine.Tensor;
import dev.engram.models.weights.DecoderWeights;
import dev.engram.testing.Tolerances;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OnnxSecondMomentsTest extends SecondMomentsContract {

    @Override
    protected Engine engine(DecoderWeights weights) {
        return OnnxEngine.load(weights);
    }

    /** Twice that of the activations, whose products are summed up. */
    @Override
    protected double roundingRelative() {
        return 2 * Tolerances.FLOAT32_ROUNDING_RELATIVE;
    }

    @Test
    void a_matrix_of_several_blocks_is_summed_up_in_double_precision() {
        int width = 1_000;
        int rows = 3;
        Random random = new Random(7);
        float[] x = new float[rows * width];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        try (Engine engine = engine(TinyModels.gpt2(1));
                Tensor tensor = engine.upload(x, rows, width);
                OuterProductSum sum = engine.outerProductSum(width)) {
            sum.add(tensor);
            sum.add(tensor);

            double[] values = sum.values();

            for (int i = 0; i < width; i += 7) {
                for (int j = 0; j < width; j += 3) {
                    double expected = 0;
                    for (int row = 0; row < rows; row++) {
                        expected += 2.0 * x[row * width + i] * x[row * width + j];
                    }
                    assertThat(values[i * width + j]).as("%d, %d", i, j).isCloseTo(expected, within(1e-13));
                }
            }
        }
    }
}
