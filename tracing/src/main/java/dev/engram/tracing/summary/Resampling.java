package dev.engram.tracing.summary;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/**
 * How a bootstrap is made: N of N units (prompts, records) drawn with replacement, again and again. Whatever is averaged over the same draws can
 * be compared in pairs.
 *
 * @param resamples how many draws
 * @param seed the same settings give the same draws of N
 */
public record Resampling(int resamples, long seed) {

    /** The fewest resamples with one beyond each end of a 95 % interval. */
    public static final int LEAST_RESAMPLES = 40;

    /** 1,000 resamples. */
    public static final Resampling DEFAULT = new Resampling(1000, 1);

    public Resampling {
        if (resamples < LEAST_RESAMPLES) {
            throw new IllegalArgumentException(
                    resamples + " resamples; a 95 % interval needs at least " + LEAST_RESAMPLES);
        }
    }

    /**
     * Makes the draws, one after the other.
     *
     * @param units N, at least 1
     * @param use gets for each draw how often it has each of N units; the array is used again for the next
     */
    public void draw(int units, Consumer<int[]> use) {
        Random random = new Random(seed); // specified to the bit, unlike newer generators
        int[] times = new int[units];
        for (int resample = 0; resample < resamples; resample++) {
            Arrays.fill(times, 0);
            for (int i = 0; i < units; i++) {
                times[random.nextInt(units)]++;
            }
            use.accept(times);
        }
    }
}
