package dev.engram.models.spec;

/** How a model knows where a token stands. */
public sealed interface PositionScheme {

    /** A learned vector for each position, added to the token's embedding. */
    record Learned() implements PositionScheme {}

    /**
     * Rotary embedding (Su et al. 2021): the first {@code width} entries of each query and key head are turned, in pairs, by angles that
     * grow with the position.
     *
     * @param width entries of a head that are turned, even
     * @param pairing which entries are pairs
     * @param theta base of the frequencies: frequency i is theta^(-2i/width)
     */
    record Rotary(int width, Pairing pairing, double theta, RopeScaling scaling) implements PositionScheme {

        public Rotary {
            if (width < 2 || width % 2 != 0) {
                throw new IllegalArgumentException("rotary width " + width + " is not a positive even number");
            }
        }

        /** Which entries of a head are turned together, by frequency i. */
        public enum Pairing {
            /** i and i + width/2: GPT-NeoX, LLaMA and most others. */
            HALVES,
            /** 2i and 2i + 1: GPT-J. */
            NEIGHBOURS
        }

        /** The width/2 frequencies after scaling, in radians per position. */
        public double[] frequencies() {
            double[] frequencies = new double[width / 2];
            for (int i = 0; i < frequencies.length; i++) {
                double frequency = Math.pow(theta, -2.0 * i / width);
                frequencies[i] = frequency * scaling.factor(i, frequency);
            }
            return frequencies;
        }

        /** For each of some positions the cosines of its angles, then their sines: [N, width]. */
        public float[] angles(int[] positions) {
            double[] frequencies = frequencies();
            int half = frequencies.length;
            float[] table = new float[positions.length * 2 * half];
            for (int row = 0; row < positions.length; row++) {
                for (int i = 0; i < half; i++) {
                    double angle = positions[row] * frequencies[i];
                    table[row * 2 * half + i] = (float) Math.cos(angle);
                    table[row * 2 * half + half + i] = (float) Math.sin(angle);
                }
            }
            return table;
        }
    }
}
