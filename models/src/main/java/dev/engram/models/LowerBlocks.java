package dev.engram.models;

import java.util.function.Supplier;

/**
 * What the blocks below those that an edit changes make of some texts: kept once, it need not be computed again for the same texts in the edited
 * model. A pass begins at the highest block whose input is kept and below which the model has its own weights; its results are the same to the
 * bit. Held by the caller, who closes it; used by the model's thread.
 */
public interface LowerBlocks extends AutoCloseable {

    /**
     * Keeps the inputs of blocks for all batches of sequences that pass in here, while there is room.
     *
     * @param passes plain passes, of the model with its own weights
     * @throws IllegalStateException if the model has other weights
     */
    <T> T keep(Supplier<T> passes);

    /** Forgets what was kept. */
    @Override
    void close();
}
