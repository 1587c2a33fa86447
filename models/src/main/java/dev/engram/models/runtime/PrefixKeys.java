package dev.engram.models.runtime;

import dev.engram.models.engine.Engine;
import dev.engram.models.engine.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The keys and values, block by block, of the positions before those that change: nothing that comes after them reaches them. Owns its
 * tensors.
 *
 * @param firstLayer the block of the first of the list
 * @param positions of each key row, as many for each sequence; {@link KeyValueCache#PADDING} where there is none
 */
record PrefixKeys(Engine engine, int sequences, int firstLayer, List<KeysAndValues> layers, List<Integer> positions)
        implements AutoCloseable {

    /** Of one block, prepared for attention, the sequences one after the other. */
    record KeysAndValues(Tensor keys, Tensor values) implements AutoCloseable {
        @Override
        public void close() {
            keys.close();
            values.close();
        }
    }

    PrefixKeys {
        layers = List.copyOf(layers);
        positions = List.copyOf(positions);
    }

    /** Of sequences that change from their first position on. */
    static PrefixKeys none(Engine engine, int sequences, int firstLayer) {
        return new PrefixKeys(engine, sequences, firstLayer, List.of(), List.of());
    }

    /**
     * Runs the blocks over the prefixes.
     *
     * @param residual the input of the first block; consumed
     */
    static PrefixKeys run(Engine engine, int firstLayer, Tensor residual, RowLayout rows) {
        List<KeysAndValues> layers = new ArrayList<>();
        int last = engine.spec().layers() - 1;
        try (TailRows tail = TailRows.of(engine, rows, none(engine, rows.sequences(), firstLayer))) {
            Tensor incoming = residual;
            for (int layer = firstLayer; layer <= last; layer++) {
                BlockTape block = BlockTape.run(engine, layer, incoming, tail);
                incoming = block.outgoing();
                layers.add(new KeysAndValues(block.heads().key(), block.heads().value()));
                block.closeButKeysValuesAndOutgoing();
            }
            incoming.close();
        }
        List<Integer> positions = IntStream.range(0, rows.positions().length)
                .mapToObj(row -> rows.isPadding(row) ? KeyValueCache.PADDING : rows.positions()[row])
                .toList();
        return new PrefixKeys(engine, rows.sequences(), firstLayer, layers, positions);
    }

    /** Those of some of the sequences, as tensors of their own. */
    PrefixKeys only(int[] chosen) {
        int[] rows = Arrays.stream(chosen)
                .flatMap(sequence -> IntStream.range(sequence * slots(), (sequence + 1) * slots()))
                .toArray();
        return new PrefixKeys(
                engine,
                chosen.length,
                firstLayer,
                layers.stream()
                        .map(layer -> new KeysAndValues(
                                engine.gather(layer.keys(), rows), engine.gather(layer.values(), rows)))
                        .toList(),
                Arrays.stream(rows).mapToObj(positions::get).toList());
    }

    /** Key rows of each sequence. */
    int slots() {
        return positions.size() / sequences;
    }

    KeysAndValues of(int layer) {
        return layers.get(layer - firstLayer);
    }

    @Override
    public void close() {
        layers.forEach(KeysAndValues::close);
    }
}
