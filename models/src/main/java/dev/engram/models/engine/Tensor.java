package dev.engram.models.engine;

/**
 * A matrix that lives on an engine's device; only the engine that made it can read it.
 *
 * <p>Whoever got it from an engine closes it, as soon as it is dead: large stacks are bound by memory. {@code close} may be called twice.
 */
public interface Tensor extends AutoCloseable {

    int rows();

    int columns();

    @Override
    void close();
}
