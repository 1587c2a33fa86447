package dev.engram.models.whatif;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/** Some rows of a stage, by number, in an order that means something. */
final class RowList {

    private final int[] rows;

    private RowList(int[] rows) {
        this.rows = rows;
    }

    /** Keeps the array. */
    static RowList wrap(int[] rows) {
        return new RowList(rows);
    }

    int size() {
        return rows.length;
    }

    int at(int index) {
        return rows[index];
    }

    /** The rows from one index to another, the last one excluded. */
    RowList slice(int from, int to) {
        return new RowList(Arrays.copyOfRange(rows, from, to));
    }

    RowList filter(IntPredicate kept) {
        return new RowList(Arrays.stream(rows).filter(kept).toArray());
    }

    /** What stands for each row elsewhere: a row of an earlier stage, a slot, a position. */
    RowList map(IntUnaryOperator operator) {
        return new RowList(toArray(operator));
    }

    int[] toArray(IntUnaryOperator operator) {
        int[] mapped = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            mapped[i] = operator.applyAsInt(rows[i]);
        }
        return mapped;
    }
}
