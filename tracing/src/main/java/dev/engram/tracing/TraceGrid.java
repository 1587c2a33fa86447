package dev.engram.tracing;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;

/** The mean over draws of a metric for each restored (position, layer) cell: T positions by L layers, immutable. */
public final class TraceGrid {

    private final int positions;
    private final int layers;
    private final double[] values;

    private TraceGrid(int positions, int layers, double[] values) {
        this.positions = positions;
        this.layers = layers;
        this.values = values;
    }

    /**
     * A grid of finite values.
     *
     * @param values position-major (all layers of position 0 first), copied
     * @throws IllegalArgumentException if the count is wrong or a value is not finite
     */
    public static TraceGrid of(int positions, int layers, double[] values) {
        if (positions < 1 || layers < 1 || values.length != Math.multiplyExact(positions, layers)) {
            throw new IllegalArgumentException(
                    positions + " positions x " + layers + " layers do not hold " + values.length + " values");
        }
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a cell of a trace is " + value);
            }
        }
        return new TraceGrid(positions, layers, values.clone());
    }

    public int positions() {
        return positions;
    }

    public int layers() {
        return layers;
    }

    public double at(int position, int layer) {
        return values[Objects.checkIndex(position, positions) * layers + Objects.checkIndex(layer, layers)];
    }

    /** The values of one position, by layer. */
    public List<Double> position(int position) {
        Objects.checkIndex(position, positions);
        return Arrays.stream(values, position * layers, (position + 1) * layers)
                .boxed()
                .toList();
    }

    /** All values, position by position. */
    DoubleStream values() {
        return Arrays.stream(values);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TraceGrid grid && positions == grid.positions && Arrays.equals(values, grid.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "TraceGrid[" + positions + " positions x " + layers + " layers]";
    }
}
