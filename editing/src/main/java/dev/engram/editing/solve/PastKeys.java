package dev.engram.editing.solve;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The keys of a layer's earlier edits, which later ones should leave alone too (AlphaEdit's K_p), as seen in a null space: their coordinates
 * U2^T K_p, [m, P], while they are fewer than m, the sum of their products U2^T K_p K_p^T U2, [m, m], from then on. Immutable: whoever takes an
 * edit back goes on with the earlier instance.
 */
public final class PastKeys {

    private final NullSpace space;
    private final long count;
    private final DMatrixRMaj values;

    private PastKeys(NullSpace space, long count, DMatrixRMaj values) {
        this.space = space;
        this.count = count;
        this.values = values;
    }

    /** Before the first edit. */
    public static PastKeys none(NullSpace space) {
        return new PastKeys(space, 0, new DMatrixRMaj(space.dimension(), 0));
    }

    /**
     * These and more keys.
     *
     * @param keys [F, N], as they are after their edit
     * @throws IllegalArgumentException if they are not F wide
     */
    public PastKeys plus(DMatrixRMaj keys) {
        DMatrixRMaj projected = space.project(keys);
        long total = count + keys.numCols;
        if (total < space.dimension()) {
            return new PastKeys(space, total, CommonOps_DDRM.concatColumns(values, projected, null));
        }
        DMatrixRMaj products = products();
        CommonOps_DDRM.addEquals(products, Products.transposedSecond(projected, projected));
        return new PastKeys(space, total, products);
    }

    /** P, how many there are. */
    public long count() {
        return count;
    }

    NullSpace space() {
        return space;
    }

    /** Whether the coordinates of each are there. */
    boolean areKept() {
        return count < space.dimension();
    }

    /** U2^T K_p, [m, P]. */
    DMatrixRMaj coordinates() {
        if (!areKept()) {
            throw new IllegalStateException("of " + count + " past keys only the products are kept");
        }
        return values;
    }

    /** U2^T K_p K_p^T U2, [m, m], fresh. */
    DMatrixRMaj products() {
        return areKept() ? Products.transposedSecond(values, values) : values.copy();
    }
}
