package dev.engram.training;

/**
 * How long and how fast a run learns. The rate rises linearly, then falls along a half cosine to a share of its peak.
 *
 * @param steps of the whole run
 * @param peakRate the highest learning rate
 * @param warmUp steps until it is reached
 * @param lastShare of the peak, at the end
 * @param weightDecay per step, times the learning rate
 * @param longestGradient a longer gradient is scaled down to this Euclidean length
 * @param seed of the first weights and of the data
 */
public record TrainingPlan(
        int steps,
        double peakRate,
        int warmUp,
        double lastShare,
        double weightDecay,
        double longestGradient,
        long seed) {

    public TrainingPlan {
        if (steps < 1 || warmUp < 1 || !(peakRate > 0) || !(longestGradient > 0)) {
            throw new IllegalArgumentException(
                    "a run of " + steps + " steps at a rate of " + peakRate + " teaches nothing");
        }
    }

    /** The learning rate of a step, the first of which is 1. */
    double rate(int step) {
        double rising = Math.min(1, (double) step / warmUp);
        double falling = (1 + Math.cos(Math.PI * (step - 1) / steps)) / 2;
        return peakRate * rising * (lastShare + (1 - lastShare) * falling);
    }
}
