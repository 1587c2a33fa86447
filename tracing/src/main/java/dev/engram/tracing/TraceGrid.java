package dev.engram.tracing;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Mean probability of the answer for each restored (position, layer) cell: T positions by L layers, immutable. */
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
     * A grid of probabilities.
     *
     * @param values position-major (all layers of position 0 first), copied
     * @throws IllegalArgumentException if the count is wrong or a value is no probability
     */
    public static TraceGrid of(int positions, int layers, double[] values) {
        if (positions < 1 || layers < 1 || values.length != Math.multiplyExact(positions, layers)) {
            throw new IllegalArgumentException(
                    positions + " positions x " + layers + " layers do not hold " + values.length + " values");
        }
        for (double value : values) {
            if (!isProbability(value)) {
                throw new IllegalArgumentException(value + " is no probability");
            }
        }
        return new TraceGrid(positions, layers, values.clone());
    }

    static boolean isProbability(double value) {
        return value >= 0 && value <= 1 + 1e-6; // a float32 softmax may round to just above 1
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
