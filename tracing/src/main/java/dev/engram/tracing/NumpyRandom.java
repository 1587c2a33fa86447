package dev.engram.tracing;

/**
 * NumPy's legacy generator: the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998) seeded by one number, and normal deviates by
 * Marsaglia's polar method. The stream is that of {@code numpy.random.RandomState(seed).randn}, which the reference's published traces
 * use: the same bits but for the logarithm's last one or two, where C's library and Java's differ (44 of 100,000 deviates; none after
 * narrowing to float, which is what a model gets). Not safe for several threads.
 */
public final class NumpyRandom {

    private static final int SIZE = 624;
    private static final int SHIFT = 397;

    private final int[] state = new int[SIZE];
    private int next = SIZE;
    private double keptDeviate;
    private boolean hasKeptDeviate;

    /** A generator as {@code RandomState(seed)} makes it; the seed is read as unsigned. */
    public NumpyRandom(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1_812_433_253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
        }
    }

    /** The next {@code count} standard normal deviates. */
    public double[] gaussians(int count) {
        double[] deviates = new double[count];
        for (int i = 0; i < count; i++) {
            deviates[i] = gaussian();
        }
        return deviates;
    }

    /** The next standard normal deviate. */
    double gaussian() {
        if (hasKeptDeviate) {
            hasKeptDeviate = false;
            return keptDeviate;
        }
        double x1;
        double x2;
        double radius;
        do {
            x1 = 2 * uniform() - 1;
            x2 = 2 * uniform() - 1;
            radius = x1 * x1 + x2 * x2;
        } while (radius >= 1 || radius == 0);
        double factor = Math.sqrt(-2 * Math.log(radius) / radius);
        keptDeviate = factor * x1; // NumPy hands out the second of a pair first
        hasKeptDeviate = true;
        return factor * x2;
    }

    /** Uniform in [0, 1), 53 bits. */
    double uniform() {
        int high = bits() >>> 5;
        int low = bits() >>> 6;
        return (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0;
    }

    private int bits() {
        if (next == SIZE) {
            refill();
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >>> 18);
    }

    private void refill() {
        for (int i = 0; i < SIZE; i++) {
            int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
            state[i] = state[(i + SHIFT) % SIZE] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
        }
        next = 0;
    }
}
