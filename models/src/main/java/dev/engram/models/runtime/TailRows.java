package dev.engram.models.runtime;

import dev.engram.models.engine.AttentionShape;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.QueryKeyValue;
import dev.engram.models.engine.Tensor;
import dev.engram.models.spec.PositionScheme;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which positions of which sequences a tail of blocks runs for, and what is the same for all its blocks: their rotation, what they see, and
 * the prefixes that they follow. Owns its tensors.
 */
final class TailRows implements AutoCloseable {

    private final Engine engine;
    private final RowLayout layout;
    private final PrefixKeys prefix;
    private final AttentionMasks masks;
    private final @Nullable Tensor rotation;
    private final int[] keyOrder;

    private TailRows(
            Engine engine,
            RowLayout layout,
            PrefixKeys prefix,
            AttentionMasks masks,
            @Nullable Tensor rotation,
            int[] keyOrder) {
        this.engine = engine;
        this.layout = layout;
        this.prefix = prefix;
        this.masks = masks;
        this.rotation = rotation;
        this.keyOrder = keyOrder;
    }

    /**
     * A tail of sequences.
     *
     * @param layout their rows; each begins where its prefix ends
     * @param prefix of the same sequences; this takes it over
     */
    static TailRows of(Engine engine, RowLayout layout, PrefixKeys prefix) {
        int before = prefix.slots();
        int own = layout.slots();
        int sequences = layout.sequences();
        int[] order = IntStream.range(0, sequences)
                .flatMap(sequence -> IntStream.concat(
                        IntStream.range(sequence * before, (sequence + 1) * before),
                        IntStream.range(sequence * own, (sequence + 1) * own).map(row -> sequences * before + row)))
                .toArray();
        int[] keyPositions = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            int ownRow = order[i] - sequences * before;
            keyPositions[i] = ownRow < 0
                    ? prefix.positions().get(order[i])
                    : layout.isPadding(ownRow) ? KeyValueCache.PADDING : layout.positions()[ownRow];
        }
        boolean rotary = engine.spec().positions() instanceof PositionScheme.Rotary;
        return new TailRows(
                engine,
                layout,
                prefix,
                new AttentionMasks(engine, layout, keyPositions),
                rotary ? engine.rotation(layout.positions()) : null,
                order);
    }

    RowLayout layout() {
        return layout;
    }

    @Nullable
    Tensor rotation() {
        return rotation;
    }

    AttentionShape shape() {
        return new AttentionShape(layout.sequences(), layout.slots(), prefix.slots() + layout.slots());
    }

    /** Stays with this object. */
    Tensor mask(int layer) {
        return masks.of(engine.spec().visibility().get(layer));
    }

    /** Queries, keys and values of the rows, prepared, with the prefixes' keys and values before theirs. */
    QueryKeyValue heads(int layer, Tensor residual) {
        QueryKeyValue projected = engine.queryKeyValue(layer, residual);
        QueryKeyValue own = engine.prepareHeads(layer, projected, rotation);
        if (prefix.slots() == 0) {
            return own;
        }
        PrefixKeys.KeysAndValues before = prefix.of(layer);
        try (Tensor key = own.key();
                Tensor value = own.value()) {
            return new QueryKeyValue(own.query(), merged(before.keys(), key), merged(before.values(), value));
        }
    }

    private Tensor merged(Tensor before, Tensor own) {
        try (Tensor stacked = engine.concatenate(before, own)) {
            return engine.gather(stacked, keyOrder);
        }
    }

    @Override
    public void close() {
        masks.close();
        if (rotation != null) {
            rotation.close();
        }
        prefix.close();
    }
}
