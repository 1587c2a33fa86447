package dev.engram.tracing.patching;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * {@link LogitDifferences#share Shares} by cell, immutable: T rows (positions) by L columns (layers); for heads L rows (layers) by H columns.
 */
public final class PatchGrid {

    private final int rows;
    private final int columns;
    private final double[] values;

    private PatchGrid(int rows, int columns, double[] values) {
        this.rows = rows;
        this.columns = columns;
        this.values = values;
    }

    /**
     * A grid of numbers.
     *
     * @param values row-major, copied
     * @throws IllegalArgumentException if the count is wrong
     * @throws ArithmeticException if a value is infinite or not a number
     */
    public static PatchGrid of(int rows, int columns, double[] values) {
        if (rows < 1 || columns < 1 || values.length != Math.multiplyExact(rows, columns)) {
            throw new IllegalArgumentException(
                    rows + " rows x " + columns + " columns do not hold " + values.length + " values");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new ArithmeticException("the patch of row " + i / columns + ", column " + i % columns + " gives "
                        + values[i] + ": the model's weights hold NaN or infinity, or overflow");
            }
        }
        return new PatchGrid(rows, columns, values.clone());
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public double at(int row, int column) {
        return values[Objects.checkIndex(row, rows) * columns + Objects.checkIndex(column, columns)];
    }

    /** The values of one row, by column. */
    public List<Double> row(int row) {
        Objects.checkIndex(row, rows);
        return Arrays.stream(values, row * columns, (row + 1) * columns).boxed().toList();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PatchGrid grid && rows == grid.rows && Arrays.equals(values, grid.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "PatchGrid[" + rows + " rows x " + columns + " columns]";
    }
}
