package dev.engram.models.engine.reference;

import dev.engram.models.engine.OuterProductSum;
import dev.engram.models.engine.Tensor;

/** Outer products added up one by one. */
final class HeapOuterProductSum implements OuterProductSum {

    private final int width;
    private final double[] sum;

    HeapOuterProductSum(int width) {
        this.width = width;
        this.sum = new double[width * width];
    }

    @Override
    public void add(Tensor rows) {
        for (int row = 0; row < rows.rows(); row++) {
            double[] x = HeapTensor.of(rows).row(row);
            for (int i = 0; i < width; i++) {
                for (int j = 0; j < width; j++) {
                    sum[i * width + j] += x[i] * x[j];
                }
            }
        }
    }

    @Override
    public double[] values() {
        return sum.clone();
    }

    @Override
    public void close() {}
}
