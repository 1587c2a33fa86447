package dev.engram.editing.update;

import dev.engram.models.tensor.FloatTensor;
import java.util.List;

/** What all updates ask of numbers, and the sum W + delta, a row at a time. */
final class Values {

    /** A delta, a row at a time. */
    interface RowAdder {
        /** Adds an output's entries to a row, [F]. */
        void addTo(int output, double[] row);
    }

    private Values() {}

    static void requireLayer(int layer) {
        if (layer < 0) {
            throw new IllegalArgumentException("layer " + layer + "; layers are numbered from 0");
        }
    }

    static void requireFiniteMatrix(String name, FloatTensor matrix) {
        if (matrix.shape().size() != 2 || matrix.size() == 0) {
            throw new IllegalArgumentException(
                    name + " of shape " + matrix.shape() + "; a matrix with at least one entry is needed");
        }
        requireFinite(name, matrix.toArray(), matrix.dimension(1));
    }

    static FloatTensor sum(WeightUpdate update, FloatTensor weight, RowAdder delta) {
        int outputs = update.outputs();
        int inputs = update.inputs();
        if (!weight.shape().equals(List.of(outputs, inputs))) {
            throw new IllegalArgumentException("an update of layer " + update.layer() + " of shape [" + outputs + ", "
                    + inputs + "] applied to a weight of shape " + weight.shape());
        }
        float[] changed = weight.toArray();
        requireFinite("the weight of layer " + update.layer(), changed, inputs);
        double[] row = new double[inputs];
        for (int output = 0; output < outputs; output++) {
            int start = output * inputs;
            for (int j = 0; j < inputs; j++) {
                row[j] = changed[start + j];
            }
            delta.addTo(output, row);
            for (int j = 0; j < inputs; j++) {
                changed[start + j] = (float) row[j];
            }
        }
        requireFinite("the updated weight of layer " + update.layer(), changed, inputs);
        return FloatTensor.wrap(changed, outputs, inputs);
    }

    private static void requireFinite(String name, float[] values, int columns) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        name + ": the entry in row " + i / columns + ", column " + i % columns + " is " + values[i]);
            }
        }
    }
}
