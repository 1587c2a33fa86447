package dev.engram.eval.study;

import java.util.OptionalDouble;

/**
 * Centred sums over weighted pairs (x, y): all that correlations and regressions with one number to explain are made of.
 *
 * @param weight the sum of the weights
 * @param xx the sum of squares of x around its mean
 * @param yy likewise of y
 * @param xy of the products of both
 */
record Moments(double weight, double xx, double yy, double xy) {

    /** A standard deviation up to this is none: probabilities come from float32 arithmetic, which rounds to about a ten-millionth. */
    private static final double LEAST_DEVIATION = 1e-6;

    static final Moments NONE = new Moments(0, 0, 0, 0);

    /** Of all pairs around their common mean. Weights are not negative; not all are 0. Nothing is modified. */
    static Moments of(double[] x, double[] y, double[] weights) {
        double weight = 0;
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            weight += weights[i];
            meanX += weights[i] * x[i];
            meanY += weights[i] * y[i];
        }
        meanX /= weight;
        meanY /= weight;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            double dx = x[i] - meanX;
            double dy = y[i] - meanY;
            xx += weights[i] * dx * dx;
            yy += weights[i] * dy * dy;
            xy += weights[i] * dx * dy;
        }
        return new Moments(weight, xx, yy, xy);
    }

    /** Both sets of pairs, each around its own mean. */
    Moments plus(Moments other) {
        return new Moments(weight + other.weight, xx + other.xx, yy + other.yy, xy + other.xy);
    }

    boolean xVaries() {
        return varies(xx);
    }

    boolean yVaries() {
        return varies(yy);
    }

    private boolean varies(double squares) {
        return squares > weight * LEAST_DEVIATION * LEAST_DEVIATION;
    }

    /** Pearson's; empty where one of both does not vary. */
    OptionalDouble correlation() {
        return xVaries() && yVaries()
                ? OptionalDouble.of(Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))))
                : OptionalDouble.empty();
    }

    /** The part of yy that a straight line in x explains; 0 where x does not vary, which explains nothing. */
    double explained() {
        return xVaries() ? xy * xy / xx : 0;
    }
}
