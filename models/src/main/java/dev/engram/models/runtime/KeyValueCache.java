package dev.engram.models.runtime;

import dev.engram.models.engine.Engine;
import dev.engram.models.engine.QueryKeyValue;
import dev.engram.models.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The keys and values of all tokens run so far, layer by layer, so that each pass runs only its new ones. Owns its tensors. */
final class KeyValueCache implements AutoCloseable {

    /** Position of a key that is padding: no query sees it. */
    static final int PADDING = -1;

    private final Engine engine;
    private final List<@Nullable QueryKeyValue> layers = new ArrayList<>();
    private final int[] lengths;
    private int[] keyPositions = {};

    KeyValueCache(Engine engine, int sequences) {
        this.engine = engine;
        this.lengths = new int[sequences];
        for (int layer = 0; layer < engine.spec().layers(); layer++) {
            layers.add(null);
        }
    }

    /** Tokens of a sequence that are in the cache: the position of its next one. */
    int[] lengths() {
        return lengths.clone();
    }

    /** The position of each key row, once the keys of a pass have been added. */
    int[] keyPositions() {
        return keyPositions;
    }

    /** Makes room for the rows of a pass; {@link #extend} then adds each layer's. */
    void announce(RowLayout rows) {
        int old = keyPositions.length / rows.sequences();
        int slots = old + rows.slots();
        int[] merged = new int[rows.sequences() * slots];
        for (int sequence = 0; sequence < rows.sequences(); sequence++) {
            System.arraycopy(keyPositions, sequence * old, merged, sequence * slots, old);
            for (int slot = 0; slot < rows.slots(); slot++) {
                int row = sequence * rows.slots() + slot;
                merged[sequence * slots + old + slot] = rows.isPadding(row) ? PADDING : rows.positions()[row];
            }
            lengths[sequence] = rows.end(sequence);
        }
        keyPositions = merged;
    }

    /** Adds a layer's new keys and values; the result holds the queries given and all keys and values, which stay the cache's. */
    QueryKeyValue extend(int layer, QueryKeyValue added) {
        QueryKeyValue old = layers.get(layer);
        QueryKeyValue all = new QueryKeyValue(
                added.query(),
                appended(old == null ? null : old.key(), added.key()),
                appended(old == null ? null : old.value(), added.value()));
        if (old != null) {
            old.key().close();
            old.value().close();
        }
        layers.set(layer, all);
        return all;
    }

    private Tensor appended(@Nullable Tensor old, Tensor added) {
        int sequences = lengths.length;
        if (old == null) {
            return engine.gather(added, IntStream.range(0, added.rows()).toArray());
        }
        Tensor stacked = engine.concatenate(old, added);
        if (sequences == 1) {
            return stacked;
        }
        int before = old.rows() / sequences;
        int fresh = added.rows() / sequences;
        int[] order = IntStream.range(0, sequences)
                .flatMap(sequence -> IntStream.concat(
                        IntStream.range(sequence * before, (sequence + 1) * before),
                        IntStream.range(old.rows() + sequence * fresh, old.rows() + (sequence + 1) * fresh)))
                .toArray();
        try (stacked) {
            return engine.gather(stacked, order);
        }
    }

    @Override
    public void close() {
        for (QueryKeyValue layer : layers) {
            if (layer != null) {
                layer.key().close();
                layer.value().close();
            }
        }
    }
}
