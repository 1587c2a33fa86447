package dev.engram.tracing.summary;

import java.util.List;

/**
 * Where, and how high, each prompt for itself is highest at the tokens of one role.
 *
 * @param layerCounts for each of L layers how many prompts have their own maximum there; of equal layers the lowest counts
 * @param meanMaximum mean of the prompts' own maxima, the number that Meng et al. 2022 (section 2.2) give beside the peak of the average.
 *     It is biased upward: a maximum over layers (and tokens) picks the noise along with the effect, so that it is above zero even where
 *     nothing is restored on average, and the more so the more layers there are. Its interval says nothing about that bias.
 */
public record PromptPeaks(List<Integer> layerCounts, Estimate meanMaximum) {

    public PromptPeaks {
        layerCounts = List.copyOf(layerCounts);
        if (layerCounts.stream().anyMatch(count -> count < 0) || total(layerCounts) < 1) {
            throw new IllegalArgumentException("peaks in layers counted as " + layerCounts);
        }
    }

    /** How many prompts have the role. */
    public int prompts() {
        return total(layerCounts);
    }

    /** The median of the prompts' own best layers; half a layer where it lies between two. */
    public double medianLayer() {
        int prompts = prompts();
        return (layerOf((prompts - 1) / 2) + layerOf(prompts / 2)) / 2.0;
    }

    private int layerOf(int rank) {
        int layer = 0;
        for (int before = layerCounts.get(0); before <= rank; before += layerCounts.get(layer)) {
            layer++;
        }
        return layer;
    }

    private static int total(List<Integer> counts) {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }
}
