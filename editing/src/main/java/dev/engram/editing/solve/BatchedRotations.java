package dev.engram.editing.solve;

import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.ejml.concurrency.EjmlConcurrency;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.eig.symm.SymmetricQREigenHelper_DDRM;

/**
 * EJML's QR steps, whose rotations of the eigenvectors are gathered and applied many at a time, to one stripe of columns after another: a stripe
 * stays in the cache, and stripes go to several threads. Each entry sees the same operations in the same order as with EJML alone.
 */
final class BatchedRotations extends SymmetricQREigenHelper_DDRM {

    private static final int STRIPE_COLUMNS = 32;
    private static final int BATCH = 1 << 14;

    private final int size;
    private final boolean concurrent;
    private final double[][] stripes;
    private final int[] firstRows = new int[BATCH];
    private final int[] secondRows = new int[BATCH];
    private final double[] cosines = new double[BATCH];
    private final double[] sines = new double[BATCH];
    private int count;

    /** @param vectors what is rotated, a vector a row, [n, n]; copied */
    BatchedRotations(DMatrixRMaj vectors) {
        this.size = vectors.numRows;
        this.concurrent = EjmlConcurrency.useConcurrent(vectors);
        this.stripes = new double[(size + STRIPE_COLUMNS - 1) / STRIPE_COLUMNS][size * STRIPE_COLUMNS];
        for (int stripe = 0; stripe < stripes.length; stripe++) {
            int start = stripe * STRIPE_COLUMNS;
            for (int row = 0; row < size; row++) {
                System.arraycopy(
                        vectors.data, row * size + start, stripes[stripe], row * STRIPE_COLUMNS, columnsFrom(start));
            }
        }
    }

    @Override
    protected void updateQ(int first, int second, double cosine, double sine) {
        firstRows[count] = first;
        secondRows[count] = second;
        cosines[count] = cosine;
        sines[count] = sine;
        count++;
        if (count == BATCH) {
            apply();
        }
    }

    /** Applies what is left. */
    void finish() {
        apply();
    }

    /** Copies a vector into a row of a matrix, [rows, n]. */
    void copyVector(int vector, DMatrixRMaj target, int row) {
        for (int stripe = 0; stripe < stripes.length; stripe++) {
            int start = stripe * STRIPE_COLUMNS;
            System.arraycopy(
                    stripes[stripe], vector * STRIPE_COLUMNS, target.data, row * size + start, columnsFrom(start));
        }
    }

    private int columnsFrom(int start) {
        return Math.min(STRIPE_COLUMNS, size - start);
    }

    private void apply() {
        forEachStripe(stripe -> {
            double[] values = stripes[stripe];
            for (int i = 0; i < count; i++) {
                rotate(values, firstRows[i] * STRIPE_COLUMNS, secondRows[i] * STRIPE_COLUMNS, cosines[i], sines[i]);
            }
        });
        count = 0;
    }

    private static void rotate(double[] values, int first, int second, double cosine, double sine) {
        for (int column = 0; column < STRIPE_COLUMNS; column++) {
            double a = values[first + column];
            double b = values[second + column];
            values[first + column] = cosine * a + sine * b;
            values[second + column] = -sine * a + cosine * b;
        }
    }

    private void forEachStripe(IntConsumer work) {
        if (concurrent) {
            EjmlConcurrency.loopFor(0, stripes.length, work);
        } else {
            IntStream.range(0, stripes.length).forEach(work);
        }
    }
}
