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
