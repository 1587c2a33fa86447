package dev.engram.eval.metrics;

import java.util.Arrays;
import java.util.List;

/**
 * A quantity that only many records have together: made of their means by several metrics.
 *
 * @param parts two metrics at least
 */
public record Composite(String name, String fieldName, String definition, List<Metric> parts, Combination combination)
        implements Quantity {

    /** How means are made into one number, which lies between the smallest and the largest of them. */
    public enum Combination {
        /** n / (1/a + 1/b + ...), 0 where one of them is 0: as low as its worst part lets it. */
        HARMONIC_MEAN {
            @Override
            public double of(double[] means) {
                double inverse = 0;
                for (double mean : means) {
                    if (mean < 0) {
                        throw new IllegalArgumentException(
                                "a harmonic mean of " + Arrays.toString(means) + ", of which one is below 0");
                    }
                    inverse += 1 / mean;
                }
                return means.length / inverse;
            }
        },
        /** The arithmetic mean. */
        MEAN {
            @Override
            public double of(double[] means) {
                return Arrays.stream(means).sum() / means.length;
            }
        };

        /**
         * One number of several.
         *
         * @param means finite, not modified
         */
        public abstract double of(double[] means);
    }

    public Composite {
        parts = List.copyOf(parts);
        if (parts.size() < 2) {
            throw new IllegalArgumentException(name + " is made of " + parts.size() + " metrics; it needs at least 2");
        }
    }
}
