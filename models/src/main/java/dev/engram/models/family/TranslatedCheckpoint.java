package dev.engram.models.family;

import dev.engram.models.weights.Checkpoint;
import dev.engram.models.weights.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A checkpoint under other names, with numbers put back in the order that the Hugging Face models have. Closes what it wraps. */
final class TranslatedCheckpoint implements Checkpoint {

    /**
     * Where a tensor comes from.
     *
     * @param name in the wrapped checkpoint
     * @param arrangement of its numbers there
     */
    record Origin(String name, Arrangement arrangement) {}

    private final Checkpoint wrapped;
    private final Map<String, Origin> origins;
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

    TranslatedCheckpoint(Checkpoint wrapped, Map<String, Origin> origins) {
        this.wrapped = wrapped;
        this.origins = Map.copyOf(origins);
        origins.forEach((name, origin) -> {
            TensorInfo info = wrapped.tensors().get(origin.name());
            if (info != null) {
                tensors.put(
                        name,
                        new TensorInfo(name, info.type(), origin.arrangement().shape(info.shape())));
            }
        });
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return tensors;
    }

    @Override
    public void read(String name, FloatBuffer target) {
        TensorInfo info = tensors.get(name);
        Origin origin = origins.get(name);
        if (info == null || origin == null) {
            throw new IllegalArgumentException("there is no tensor '" + name + "' in " + files());
        }
        if (origin.arrangement() instanceof RowOrder.Same) {
            wrapped.read(origin.name(), target);
            return;
        }
        float[] stored = new float[Math.toIntExact(info.elements())];
        wrapped.read(origin.name(), FloatBuffer.wrap(stored));
        target.put(origin.arrangement()
                .restored(stored, wrapped.tensor(origin.name()).shape()));
    }

    @Override
    public List<Path> files() {
        return wrapped.files();
    }

    @Override
    public void close() {
        wrapped.close();
    }
}
