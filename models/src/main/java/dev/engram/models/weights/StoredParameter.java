package dev.engram.models.weights;

import java.nio.FloatBuffer;
import java.util.List;

/** What every parameter that a model is built of must be: there, of the shape that the configuration says, and finite. */
final class StoredParameter {

    private StoredParameter() {}

    static TensorInfo require(Checkpoint checkpoint, String parameter) {
        TensorInfo info = checkpoint.tensors().get(parameter);
        if (info == null) {
            throw new IllegalArgumentException("the checkpoint " + checkpoint.files() + " has no tensor '" + parameter
                    + "', which its configuration calls for");
        }
        return info;
    }

    static void require(Checkpoint checkpoint, String parameter, List<Long> shape) {
        TensorInfo info = require(checkpoint, parameter);
        if (!info.shape().equals(shape)) {
            throw new IllegalArgumentException("tensor '" + parameter + "' of " + checkpoint.files() + " has the shape "
                    + info.shape() + ", but the configuration calls for " + shape);
        }
    }

    static void requireFinite(String parameter, FloatBuffer values) {
        for (int i = 0; i < values.limit(); i++) {
            if (!Float.isFinite(values.get(i))) {
                throw new IllegalArgumentException("tensor '" + parameter + "' holds " + values.get(i) + " at element "
                        + i + "; the weights are broken");
            }
        }
    }
}
