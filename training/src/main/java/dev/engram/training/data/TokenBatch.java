package dev.engram.training.data;

import java.util.List;

/** Sequences for one step, all of the same length, with what each position may see. Its arrays are for reading. */
public final class TokenBatch {

    private final int sequences;
    private final int length;
    private final int[] ids;
    private final List<boolean[]> visible;

    /**
     * A batch, which owns its arrays from now on.
     *
     * @param sequences B
     * @param length T
     * @param ids [B, T], row-major
     * @param visible by layer, [B, T, T] row-major: whether a query (second index) sees a key (third); layers can share an array
     */
    public TokenBatch(int sequences, int length, int[] ids, List<boolean[]> visible) {
        this.sequences = sequences;
        this.length = length;
        this.ids = ids;
        this.visible = List.copyOf(visible);
        if (ids.length != sequences * length
                || visible.stream().anyMatch(mask -> mask.length != sequences * length * length)) {
            throw new IllegalArgumentException(
                    "ids or masks do not fit " + sequences + " sequences of " + length + " tokens");
        }
    }

    /** B. */
    public int sequences() {
        return sequences;
    }

    /** T. */
    public int length() {
        return length;
    }

    /** [B, T], row-major. */
    public int[] ids() {
        return ids;
    }

    /** [B, T, T] row-major of a layer: whether a query (second index) sees a key (third). */
    public boolean[] visible(int layer) {
        return visible.get(layer);
    }
}
