package dev.engram.models.weights;

import dev.engram.models.tensor.FloatTensor;
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
        Checkpoint checkpoint, String parameter, Orientation orientation, Slices outputs, int inputs) {

    /**
     * The outputs {@code outputs} of a parameter that has {@code allOutputs}.
     *
     * @throws IllegalArgumentException if the parameter is missing or has another shape; the message gives both
     */
    public static WeightMatrix of(
            Checkpoint checkpoint,
            String parameter,
            Orientation orientation,
            Slices outputs,
            int allOutputs,
            int inputs) {
        long rows = orientation == Orientation.OUTPUT_MAJOR ? allOutputs : inputs;
        long columns = orientation == Orientation.OUTPUT_MAJOR ? inputs : allOutputs;
        StoredParameter.require(checkpoint, parameter, List.of(rows, columns));
        return new WeightMatrix(checkpoint, parameter, orientation, outputs, inputs);
    }

    public int size() {
        return Math.multiplyExact(outputs.size(), inputs);
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
            for (int run = 0; run < outputs.runs(); run++) {
                target.put(stored, outputs.start(run) * inputs, outputs.length() * inputs);
            }
            return;
        }
        float[] turned = new float[size()];
        turn(stored.length / inputs, (inMap, inParameter) -> turned[inMap] = stored[inParameter]);
        target.put(turned);
    }

    /** The matrix by itself, as {@link #read(FloatBuffer)} gives it: [outputs, inputs]. */
    public FloatTensor read() {
        float[] values = new float[size()];
        read(FloatBuffer.wrap(values));
        return FloatTensor.wrap(values, outputs.size(), inputs);
    }

    /**
     * Writes the whole parameter, row-major, as its file would store it with another map in this one's place: turned round where inputs
     * come first, and with the other maps that it may hold.
     *
     * @param map [outputs, inputs]
     * @param target from its position on; its position moves by the parameter's elements
     * @throws IllegalArgumentException if the map has another shape; the message gives both
     */
    public void writeWith(FloatTensor map, FloatBuffer target) {
        requireShape(map);
        TensorInfo info = StoredParameter.require(checkpoint, parameter);
        float[] stored = new float[Math.toIntExact(info.elements())];
        if (stored.length != size()) {
            checkpoint.read(parameter, FloatBuffer.wrap(stored));
        }
        if (orientation == Orientation.OUTPUT_MAJOR) {
            int length = outputs.length() * inputs;
            for (int run = 0; run < outputs.runs(); run++) {
                map.copyTo(run * length, stored, outputs.start(run) * inputs, length);
            }
        } else {
            float[] values = map.toArray();
            turn(stored.length / inputs, (inMap, inParameter) -> stored[inParameter] = values[inMap]);
        }
        target.put(stored);
    }

    /** Refuses what cannot stand in this map's place. */
    public void requireShape(FloatTensor map) {
        if (!map.shape().equals(List.of(outputs.size(), inputs))) {
            throw new IllegalArgumentException("a map of shape " + map.shape() + " cannot replace '" + parameter
                    + "', which has " + outputs.size() + " outputs and " + inputs + " inputs");
        }
    }

    /** Goes through the map of a parameter that is stored inputs first, by indices into both. */
    private void turn(int storedOutputs, IndexPair action) {
        int block = 32; // both sides of a 32 x 32 block fit the first-level cache
        for (int firstOutput = 0; firstOutput < outputs.size(); firstOutput += block) {
            int endOutput = Math.min(firstOutput + block, outputs.size());
            for (int firstInput = 0; firstInput < inputs; firstInput += block) {
                int endInput = Math.min(firstInput + block, inputs);
                for (int input = firstInput; input < endInput; input++) {
                    int row = input * storedOutputs;
                    for (int output = firstOutput; output < endOutput; output++) {
                        action.accept(output * inputs + input, row + outputs.at(output));
                    }
                }
            }
        }
    }

    @FunctionalInterface
    private interface IndexPair {
        void accept(int inMap, int inParameter);
    }
}
