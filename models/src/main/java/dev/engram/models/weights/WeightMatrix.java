package dev.engram.models.weights;

import dev.engram.models.tensor.IndexRange;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A linear map's matrix inside a checkpoint: a whole parameter, or some outputs of one that holds several maps side by side.
 *
 * @param parameter its name in the checkpoint
 * @param orientation how the checkpoint stores it
 * @param outputs which of the parameter's outputs are this map's
 * @param inputs entries of what it is applied to
 */
public record WeightMatrix(
        Checkpoint checkpoint, String parameter, Orientation orientation, IndexRange outputs, int inputs) {

    /**
     * The outputs {@code outputs} of a parameter that has {@code allOutputs}.
     *
     * @throws IllegalArgumentException if the parameter is missing or has another shape; the message gives both
     */
    public static WeightMatrix of(
            Checkpoint checkpoint,
            String parameter,
            Orientation orientation,
            IndexRange outputs,
            int allOutputs,
            int inputs) {
        long rows = orientation == Orientation.OUTPUT_MAJOR ? allOutputs : inputs;
        long columns = orientation == Orientation.OUTPUT_MAJOR ? inputs : allOutputs;
        StoredParameter.require(checkpoint, parameter, List.of(rows, columns));
        return new WeightMatrix(checkpoint, parameter, orientation, outputs, inputs);
    }

    public int size() {
        return Math.multiplyExact(outputs.length(), inputs);
    }

    /**
     * Writes the matrix as [outputs, inputs], row-major, whatever its orientation.
     *
     * @param target from its position on; its position moves by {@link #size}
     * @throws IllegalArgumentException if a value is NaN or infinite
     */
    public void read(FloatBuffer target) {
        TensorInfo info = StoredParameter.require(checkpoint, parameter);
        if (info.elements() == size() && orientation == Orientation.OUTPUT_MAJOR) {
            int start = target.position();
            checkpoint.read(parameter, target);
            StoredParameter.requireFinite(parameter, target.slice(start, size()));
            return;
        }
        float[] stored = new float[Math.toIntExact(info.elements())];
        checkpoint.read(parameter, FloatBuffer.wrap(stored));
        StoredParameter.requireFinite(parameter, FloatBuffer.wrap(stored));
        if (orientation == Orientation.OUTPUT_MAJOR) {
            target.put(stored, outputs.from() * inputs, size());
        } else {
            target.put(transposed(stored, stored.length / inputs));
        }
    }

    private float[] transposed(float[] stored, int storedOutputs) {
        float[] turned = new float[size()];
        int block = 32; // both sides of a 32 x 32 block fit the first-level cache
        for (int firstOutput = 0; firstOutput < outputs.length(); firstOutput += block) {
            int endOutput = Math.min(firstOutput + block, outputs.length());
            for (int firstInput = 0; firstInput < inputs; firstInput += block) {
                int endInput = Math.min(firstInput + block, inputs);
                for (int input = firstInput; input < endInput; input++) {
                    int row = input * storedOutputs + outputs.from();
                    for (int output = firstOutput; output < endOutput; output++) {
                        turned[output * inputs + input] = stored[row + output];
                    }
                }
            }
        }
        return turned;
    }
}
