package dev.engram.tracing.summary;

import java.util.Arrays;
import java.util.List;

/** Draws N of N prompts with replacement, again and again, and takes the means of all quantities over each draw, so that they can be compared. */
final class Bootstrap {

    private Bootstrap() {}

    /**
     * The means of each quantity over all prompts and over each resample. Resamples without a single prompt that has the quantity are left
     * out for that quantity.
     *
     * @param prompts N, the same for all quantities
     */
    static List<ResampledMeans> of(int prompts, List<PromptSums> quantities, SummarySettings settings) {
        int[] times = new int[prompts];
        Arrays.fill(times, 1);
        List<ResampledMeans> resampled = quantities.stream()
                .map(sums -> new ResampledMeans(sums.means(times), sums.contributing(), settings.resamples()))
                .toList();
        if (prompts == 1) {
            return resampled;
        }
        settings.resampling().draw(prompts, taken -> {
            for (int i = 0; i < resampled.size(); i++) {
                resampled.get(i).add(quantities.get(i).means(taken));
            }
        });
        return resampled;
    }
}
