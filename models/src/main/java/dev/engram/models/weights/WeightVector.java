package dev.engram.models.weights;

import dev.engram.models.tensor.IndexRange;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** A gain or bias inside a checkpoint: a whole parameter, or some entries of one. */
public record WeightVector(Checkpoint checkpoint, String parameter, IndexRange entries) {

    /**
     * Some entries of a parameter that has {@code allEntries}.
     *
     * @throws IllegalArgumentException if the parameter is missing or has another shape; the message gives both
     */
    public static WeightVector of(Checkpoint checkpoint, String parameter, IndexRange entries, int allEntries) {
        StoredParameter.require(checkpoint, parameter, List.of((long) allEntries));
        return new WeightVector(checkpoint, parameter, entries);
    }

    public static WeightVector of(Checkpoint checkpoint, String parameter, int allEntries) {
        return of(checkpoint, parameter, new IndexRange(0, allEntries), allEntries);
    }

    /**
     * The values, a fresh array.
     *
     * @throws IllegalArgumentException if a value is NaN or infinite
     */
    public float[] read() {
        float[] stored = new float
                [Math.toIntExact(StoredParameter.require(checkpoint, parameter).elements())];
        checkpoint.read(parameter, FloatBuffer.wrap(stored));
        StoredParameter.requireFinite(parameter, FloatBuffer.wrap(stored));
        return Arrays.copyOfRange(stored, entries.from(), entries.to());
    }
}
