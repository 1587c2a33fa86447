package dev.engram.tracing;

import dev.engram.models.Intervention;
import dev.engram.models.Region;
import dev.engram.models.Site;
import dev.engram.models.tensor.IndexRange;
import java.util.stream.Stream;

/** One cell of a grid: the states of some layers, put back at one position. */
record RestoredCell(RestoredState state, int position, IndexRange layers) {

    /** The changes that put the cell's states back in some sequences of a batch, from a clean one of the same batch. */
    Stream<Intervention> restoring(IndexRange sequences, int cleanSequence) {
        Region region = Region.of(sequences, IndexRange.single(position));
        return layers.indices()
                .mapToObj(layer -> new Intervention.Restore(new Site(state.site(), layer), region, cleanSequence));
    }
}
