package dev.engram.models.engine;

/**
 * How rows belong together in one attention call: {@code sequences} blocks of {@code queries} query rows, each against its own block of
 * {@code keys} key rows.
 */
public record AttentionShape(int sequences, int queries, int keys) {

    public int queryRows() {
        return sequences * queries;
    }

    public int keyRows() {
        return sequences * keys;
    }
}
