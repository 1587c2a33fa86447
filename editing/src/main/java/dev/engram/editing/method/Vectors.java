package dev.engram.editing.method;

import dev.engram.models.tensor.FloatTensor;
import java.util.List;

/** Sums of vectors of one length, made in double. */
final class Vectors {

    private Vectors() {}

    static FloatTensor mean(List<FloatTensor> vectors) {
        double[] sum = new double[vectors.get(0).size()];
        for (FloatTensor vector : vectors) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector.get(i);
            }
        }
        return scaled(sum, 1.0 / vectors.size());
    }

    static FloatTensor sum(FloatTensor first, FloatTensor second) {
        return combined(first, 1, second, 1);
    }

    /** (first - second) x factor. */
    static FloatTensor difference(FloatTensor first, FloatTensor second, double factor) {
        return combined(first, factor, second, -factor);
    }

    private static FloatTensor combined(FloatTensor first, double a, FloatTensor second, double b) {
        double[] sum = new double[first.size()];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = a * first.get(i) + b * second.get(i);
        }
        return scaled(sum, 1);
    }

    static double dot(FloatTensor first, FloatTensor second) {
        double sum = 0;
        for (int i = 0; i < first.size(); i++) {
            sum += (double) first.get(i) * second.get(i);
        }
        return sum;
    }

    private static FloatTensor scaled(double[] values, double factor) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (values[i] * factor);
        }
        return FloatTensor.wrap(scaled, scaled.length);
    }
}
