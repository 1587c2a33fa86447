package dev.engram.models.engine;

/**
 * The sum of x xᵀ over rows x, [W, W] in double precision, kept on the device of the engine that made it.
 *
 * <p>Whoever got it from an engine closes it, before the engine; {@code close} may be called twice.
 */
public interface OuterProductSum extends AutoCloseable {

    /** Adds the rows of a matrix: [N, W], of the same engine. */
    void add(Tensor rows);

    /** The sum so far, row-major, symmetric to the bit; a copy. */
    double[] values();

    @Override
    void close();
}
