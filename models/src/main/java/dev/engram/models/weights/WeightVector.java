package dev.engram.models.weights;

import java.nio.FloatBuffer;
import java.util.List;

/** A gain or bias inside a checkpoint: a whole parameter, or some entries of one. */
public record WeightVector(Checkpoint checkpoint, String parameter, Slices entries) {

    /**
     * Some entries of a parameter that has {@code allEntries}.
     *
     * @throws IllegalArgumentException if the parameter is missing or has another shape; the message gives both
     */
    public static WeightVector of(Checkpoint checkpoint, String parameter, Slices entries, int allEntries) {
        StoredParameter.require(checkpoint, parameter, List.of((long) allEntries));
        return new WeightVector(checkpoint, parameter, entries);
    }

    public static WeightVector of(Checkpoint checkpoint, String parameter, int allEntries) {
        return of(checkpoint, parameter, Slices.range(0, allEntries), allEntries);
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
        float[] own = new float[entries.size()];
        for (int run = 0; run < entries.runs(); run++) {
            System.arraycopy(stored, entries.start(run), own, run * entries.length(), entries.length());
        }
        return own;
    }
}
