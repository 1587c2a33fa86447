package dev.engram.reports.plot;

import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/**
 * An axis of a scatter plot: shares from 0 to 1, and beyond where points lie there.
 *
 * @param from where its low end lies, in pixels
 * @param to where its high end lies
 */
record ScatterAxis(double low, double high, int from, int to) {

    private static final double ROOM = 0.04;

    static ScatterAxis of(Supplier<DoubleStream> values, int from, int to) {
        double least = Math.min(0, values.get().min().orElse(0));
        double most = Math.max(1, values.get().max().orElse(1));
        double room = ROOM * (most - least);
        return new ScatterAxis(least - room, most + room, from, to);
    }

    /** To a tenth of a pixel, so that files are short and the same everywhere. */
    double at(double value) {
        double place = from + (value - low) / (high - low) * (to - from);
        return Math.round(10 * place) / 10.0;
    }

    RoundValues ticks() {
        return new RoundValues(low, high);
    }
}
