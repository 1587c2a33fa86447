package dev.engram.models.runtime;

import dev.engram.models.engine.Engine;
import dev.engram.models.engine.Tensor;
import dev.engram.models.spec.Visibility;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The masks of one pass, one for each kind of visibility among its layers, made when first needed. Owns its tensors. */
final class AttentionMasks implements AutoCloseable {

    private final Engine engine;
    private final RowLayout queries;
    private final int[] keyPositions;
    private final Map<Visibility, Tensor> masks = new HashMap<>();

    /**
     * Masks for some queries.
     *
     * @param keyPositions of all key rows, as many for each sequence
     */
    AttentionMasks(Engine engine, RowLayout queries, int[] keyPositions) {
        this.engine = engine;
        this.queries = queries;
        this.keyPositions = keyPositions;
    }

    /** Stays with this object. */
    Tensor of(Visibility visibility) {
        return masks.computeIfAbsent(visibility, this::make);
    }

    private Tensor make(Visibility visibility) {
        int keys = keyPositions.length / queries.sequences();
        boolean shared = isSameForAllSequences();
        int rows = shared ? queries.slots() : queries.sequences() * queries.slots();
        float[] mask = new float[rows * keys];
        for (int row = 0; row < rows; row++) {
            int firstKey = row / queries.slots() * keys;
            if (!shared && queries.isPadding(row)) {
                continue; // it sees everything: nobody reads it, and a row that sees nothing would be NaN
            }
            for (int key = 0; key < keys; key++) {
                int keyPosition = keyPositions[firstKey + key];
                boolean seen =
                        keyPosition != KeyValueCache.PADDING && visibility.sees(queries.positions()[row], keyPosition);
                mask[row * keys + key] = seen ? 0 : Float.NEGATIVE_INFINITY;
            }
        }
        return engine.upload(mask, rows, keys);
    }

    private boolean isSameForAllSequences() {
        return repeatsItsFirst(queries.positions(), queries.slots())
                && repeatsItsFirst(keyPositions, keyPositions.length / queries.sequences());
    }

    private static boolean repeatsItsFirst(int[] values, int length) {
        for (int start = length; start < values.length; start += length) {
            if (!Arrays.equals(values, 0, length, values, start, start + length)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        masks.values().forEach(Tensor::close);
    }
}
