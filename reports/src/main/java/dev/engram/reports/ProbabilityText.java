package dev.engram.reports;

import dev.engram.tracing.summary.Interval;
import java.util.Locale;

/** Probabilities and effects as text: four decimals, or two digits and a power of ten where these would show too little. */
public final class ProbabilityText {

    private ProbabilityText() {}

    /** A probability: {@code 0.7391}, {@code 1.2e-5}, {@code 0}; {@code absent} for NaN. */
    public static String of(double probability) {
        if (Double.isNaN(probability)) {
            return "absent";
        }
        if (probability == 0) {
            return "0";
        }
        // From 0.001 on, four decimals show at least two digits.
        if (Math.abs(probability) >= 0.00095) {
            return String.format(Locale.ROOT, "%.4f", probability);
        }
        return String.format(Locale.ROOT, "%.1e", probability).replace("e-0", "e-");
    }

    /** A difference of probabilities with its sign: {@code +0.7313}, {@code −0.0020}. */
    public static String effect(double difference) {
        String magnitude = of(Math.abs(difference));
        if (difference == 0 || Double.isNaN(difference)) {
            return magnitude;
        }
        return (difference < 0 ? "−" : "+") + magnitude;
    }

    /** The bounds of an interval of differences: {@code −0.0020 to 0.0140}. */
    public static String interval(Interval interval) {
        return bound(interval.low()) + " to " + bound(interval.high());
    }

    private static String bound(double value) {
        return (value < 0 ? "−" : "") + of(Math.abs(value));
    }
}
