package dev.engram.models.weights;

import java.nio.FloatBuffer;

/** Short ways to a checkpoint's numbers for tests. */
public final class TestCheckpoints {

    private TestCheckpoints() {}

    /** All numbers of a small tensor, row-major. */
    public static float[] floats(Checkpoint checkpoint, String tensor) {
        FloatBuffer target =
                FloatBuffer.allocate(Math.toIntExact(checkpoint.tensor(tensor).elements()));
        checkpoint.read(tensor, target);
        return target.array();
    }
}
