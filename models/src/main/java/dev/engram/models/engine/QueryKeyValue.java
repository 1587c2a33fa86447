package dev.engram.models.engine;

/**
 * Queries, keys and values of N rows, heads side by side: [N, heads x headWidth], keys and values [N, keyValueHeads x headWidth].
 * The three may share memory, so that they are closed together.
 */
public record QueryKeyValue(Tensor query, Tensor key, Tensor value) implements AutoCloseable {

    @Override
    public void close() {
        query.close();
        key.close();
        value.close();
    }
}
