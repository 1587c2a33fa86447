package dev.engram.models;

import dev.engram.models.tensor.IndexRange;
import java.util.OptionalInt;

/**
 * The part of a site that a change touches: some sequences of the batch, some of their positions, and for a site by head one head or all.
 */
public record Region(IndexRange sequences, IndexRange positions, OptionalInt head) {

    /** All heads of these positions. */
    public static Region of(IndexRange sequences, IndexRange positions) {
        return new Region(sequences, positions, OptionalInt.empty());
    }

    public Region ofHead(int index) {
        return new Region(sequences, positions, OptionalInt.of(index));
    }
}
