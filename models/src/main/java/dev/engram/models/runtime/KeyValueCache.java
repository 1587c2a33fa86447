package dev.engram.models.runtime;

import dev.engram.models.engine.Engine;
import dev.engram.models.engine.QueryKeyValue;
import dev.engram.models.engine.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The keys and values of all tokens run so far, layer by layer, so that each pass runs only its new ones. Owns its tensors.
 *
 * <p>Each sequence has as many rows in them, and the row of a token is its position: what lies behind a sequence's end is some finite
 * value that no query sees. New tokens are written in place; room is made for several at once, since that copies everything.
 */
final class KeyValueCache implements AutoCloseable {

    /** Position of a key that is padding: no query sees it. */
    static final int PADDING = -1;

    /** Room is made for so many tokens at a time: queries also pass over what is empty of it. */
    private static final int STEP = 16;

    private final Engine engine;
    private final List<@Nullable Tensor> keys;
    private final List<@Nullable Tensor> values;
    private int[] lengths;
    private int room;

    /** The rows of the announced pass that are tokens, and the cache's rows that they go to. */
    private int[] fresh = {};

    private int[] places = {};

    KeyValueCache(Engine engine, int sequences) {
        this.engine = engine;
        this.keys = new ArrayList<>(Collections.nCopies(engine.spec().layers(), null));
        this.values = new ArrayList<>(keys);
        this.lengths = new int[sequences];
    }

    /** Tokens of a sequence that are in the cache: the position of its next one. */
    int[] lengths() {
        return lengths.clone();
    }

    /** The position of each key row. */
    int[] keyPositions() {
        return rows((sequence, position) -> position < lengths[sequence] ? position : PADDING);
    }

    /** Goes on with the sequences of these indices, in this order, repeats allowed. */
    void select(int[] sequences) {
        arrange(sequences, room);
    }

    /** Makes room for the rows of a pass; {@link #extend} then adds each layer's. */
    void announce(RowLayout rows) {
        int sequences = rows.sequences();
        int longest = IntStream.range(0, sequences).map(rows::end).max().orElseThrow();
        if (longest > room) {
            arrange(IntStream.range(0, sequences).toArray(), (longest + STEP - 1) / STEP * STEP);
        }
        fresh = IntStream.range(0, sequences * rows.slots())
                .filter(row -> !rows.isPadding(row))
                .toArray();
        places = Arrays.stream(fresh)
                .map(row -> row / rows.slots() * room + rows.positions()[row])
                .toArray();
        lengths = IntStream.range(0, sequences).map(rows::end).toArray();
    }

    /** Adds a layer's new keys and values; the result holds the queries given and all keys and values, which stay the cache's. */
    QueryKeyValue extend(int layer, QueryKeyValue added) {
        Tensor allKeys = extended(keys.get(layer), added.key());
        keys.set(layer, allKeys);
        Tensor allValues = extended(values.get(layer), added.value());
        values.set(layer, allValues);
        return new QueryKeyValue(added.query(), allKeys, allValues);
    }

    private Tensor extended(@Nullable Tensor old, Tensor added) {
        if (old == null) {
            int[] sources = new int[lengths.length * room]; // row 0 of what is added wherever there is no token
            for (int i = 0; i < fresh.length; i++) {
                sources[places[i]] = fresh[i];
            }
            return engine.gather(added, sources);
        }
        if (fresh.length == added.rows()) {
            return engine.overwrite(old, places, 0, added);
        }
        try (Tensor tokens = engine.gather(added, fresh)) {
            return engine.overwrite(old, places, 0, tokens);
        }
    }

    private void arrange(int[] sequences, int newRoom) {
        int oldRoom = room;
        lengths = Arrays.stream(sequences).map(sequence -> lengths[sequence]).toArray();
        room = newRoom;
        int[] sources =
                rows((sequence, position) -> sequences[sequence] * oldRoom + (position < oldRoom ? position : 0));
        keys.replaceAll(tensor -> rearranged(tensor, sources));
        values.replaceAll(tensor -> rearranged(tensor, sources));
    }

    private @Nullable Tensor rearranged(@Nullable Tensor tensor, int[] sources) {
        if (tensor == null) {
            return null;
        }
        try (tensor) {
            return engine.gather(tensor, sources);
        }
    }

    private int[] rows(PlaceFunction value) {
        int[] rows = new int[lengths.length * room];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = value.of(row / room, row % room);
        }
        return rows;
    }

    @FunctionalInterface
    private interface PlaceFunction {
        int of(int sequence, int position);
    }

    @Override
    public void close() {
        for (List<@Nullable Tensor> layers : List.of(keys, values)) {
            for (Tensor tensor : layers) {
                if (tensor != null) {
                    tensor.close();
                }
            }
        }
    }
}
