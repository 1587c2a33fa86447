package dev.engram.models;

import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.ElementType;
import dev.engram.models.weights.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A checkpoint of tests: tensors made in memory. */
public final class MemoryCheckpoint implements Checkpoint {

    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, float[]> values = new LinkedHashMap<>();

    public void put(String name, float[] data, int... shape) {
        tensors.put(
                name,
                new TensorInfo(
                        name,
                        ElementType.F32,
                        Arrays.stream(shape).mapToObj(n -> (long) n).toList()));
        values.put(name, data);
    }

    /** Rounds all matrices, and no vector, to the nearest bfloat16, ties to even. */
    public void roundMatrices() {
        values.forEach((name, data) -> {
            boolean isMatrix = tensor(name).shape().size() == 2;
            for (int i = 0; isMatrix && i < data.length; i++) {
                data[i] = rounded(data[i]);
            }
        });
    }

    /** A bfloat16 is a float whose lower 16 bits are 0. */
    private static float rounded(float value) {
        int bits = Float.floatToRawIntBits(value) & 0xFFFF_0000;
        float toZero = Float.intBitsToFloat(bits);
        float fromZero = Float.intBitsToFloat(bits + 0x1_0000);
        float nearer = Math.abs(value) - Math.abs(toZero) - (Math.abs(fromZero) - Math.abs(value));
        boolean isOdd = (bits & 0x1_0000) != 0;
        return nearer > 0 || (nearer == 0 && isOdd) ? fromZero : toZero;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public void read(String name, FloatBuffer target) {
        target.put(values.get(name));
    }

    @Override
    public List<Path> files() {
        return List.of(Path.of("memory"));
    }

    @Override
    public void close() {}
}
