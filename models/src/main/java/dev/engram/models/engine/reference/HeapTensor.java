package dev.engram.models.engine.reference;

import dev.engram.models.engine.Tensor;

/** A matrix of doubles on the heap. */
final class HeapTensor implements Tensor {

    private final double[][] values;
    private final int columns;

    HeapTensor(int rows, int columns) {
        this.values = new double[rows][columns];
        this.columns = columns;
    }

    static HeapTensor of(Tensor tensor) {
        return (HeapTensor) tensor;
    }

    double[] row(int row) {
        return values[row];
    }

    @Override
    public int rows() {
        return values.length;
    }

    @Override
    public int columns() {
        return columns;
    }

    @Override
    public void close() {}
}
