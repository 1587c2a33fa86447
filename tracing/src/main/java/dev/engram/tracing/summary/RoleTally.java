package dev.engram.tracing.summary;

import java.util.stream.DoubleStream;

/** The tokens of one role in one prompt: how many, their summed effects in each of L layers, and the highest effect of all. */
final class RoleTally {

    private final double[] sums;
    private int tokens;
    private double maximum = Double.NEGATIVE_INFINITY;
    private int maximumLayer;

    RoleTally(int layers) {
        sums = new double[layers];
    }

    /** Adds a token's effects by layer. */
    void add(double[] effects) {
        tokens++;
        for (int layer = 0; layer < sums.length; layer++) {
            sums[layer] += effects[layer];
            if (effects[layer] > maximum || (effects[layer] == maximum && layer < maximumLayer)) {
                maximum = effects[layer];
                maximumLayer = layer;
            }
        }
    }

    int tokens() {
        return tokens;
    }

    /** The sum in each of L layers. */
    double[] sums() {
        return sums.clone();
    }

    /** The mean in each of L layers. */
    double[] means() {
        return DoubleStream.of(sums).map(sum -> sum / tokens).toArray();
    }

    double maximum() {
        return maximum;
    }

    /** Where the maximum lies; the lowest of several. */
    int maximumLayer() {
        return maximumLayer;
    }

    DoubleStream numbers() {
        return DoubleStream.concat(DoubleStream.of(tokens, maximum, maximumLayer), DoubleStream.of(sums));
    }
}
