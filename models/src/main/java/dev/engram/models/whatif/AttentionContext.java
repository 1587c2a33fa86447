package dev.engram.models.whatif;

import dev.engram.models.engine.Engine;
import dev.engram.models.engine.Tensor;
import dev.engram.models.spec.PositionScheme;
import dev.engram.models.spec.Visibility;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What attention needs besides the rows, the same for all blocks: rotations by position, masks by the group's shape. Owns its tensors. */
final class AttentionContext implements AutoCloseable {

    private final Engine engine;
    private final @Nullable Tensor rotations;
    private final Map<MaskKey, Tensor> masks = new HashMap<>();

    private record MaskKey(Visibility visibility, List<Integer> asking, int seenFrom) {}

    /**
     * A context.
     *
     * @param length of the longest sequence
     */
    AttentionContext(Engine engine, int length) {
        this.engine = engine;
        this.rotations = engine.spec().positions() instanceof PositionScheme.Rotary
                ? engine.rotation(IntStream.range(0, length).toArray())
                : null;
    }

    /** The rotations of positions from 0 on, which stay with this object; null for models without. */
    @Nullable
    Tensor rotations() {
        return rotations;
    }

    /** [queries, keys]; stays with this object. */
    Tensor mask(Visibility visibility, AttentionGroup group) {
        MaskKey key = new MaskKey(visibility, group.asking(), group.seenFrom());
        return masks.computeIfAbsent(key, missing -> {
            float[] mask = new float[group.queries() * group.keys()];
            for (int query = 0; query < group.queries(); query++) {
                for (int k = 0; k < group.keys(); k++) {
                    boolean seen = visibility.sees(group.asking().get(query), group.seenFrom() + k);
                    mask[query * group.keys() + k] = seen ? 0 : Float.NEGATIVE_INFINITY;
                }
            }
            return engine.upload(mask, group.queries(), group.keys());
        });
    }

    @Override
    public void close() {
        masks.values().forEach(Tensor::close);
        if (rotations != null) {
            rotations.close();
        }
    }
}
