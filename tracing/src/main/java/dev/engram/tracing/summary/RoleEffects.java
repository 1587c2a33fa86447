package dev.engram.tracing.summary;

import java.util.Collections;
import java.util.List;

/**
 * Average indirect effects of one token role.
 *
 * @param tokens how many have the role, in all prompts
 * @param prompts how many have such a token
 * @param byLayer mean over them, in each of L layers
 * @param contenders the layers that cannot be told apart from the best, itself included, ascending: those where the 95 % interval of the
 *     difference, both resampled together, contains zero. All L for a single prompt. Each layer is compared for itself and the best was
 *     picked by the same prompts, so a layer may be missing by chance.
 */
public record RoleEffects(
        int tokens, int prompts, List<Estimate> byLayer, List<Integer> contenders, PromptPeaks promptPeaks) {

    public RoleEffects {
        byLayer = List.copyOf(byLayer);
        contenders = List.copyOf(contenders);
        if (prompts < 1 || tokens < prompts) {
            throw new IllegalArgumentException(tokens + " tokens in " + prompts + " prompts");
        }
        if (!contenders.contains(bestLayer(byLayer))) {
            throw new IllegalArgumentException(
                    "layer " + bestLayer(byLayer) + ", the best, is none of its contenders " + contenders);
        }
        if (promptPeaks.prompts() != prompts || promptPeaks.layerCounts().size() != byLayer.size()) {
            throw new IllegalArgumentException(
                    promptPeaks + " for " + prompts + " prompts and " + byLayer.size() + " layers");
        }
    }

    /** The mean effect in each of L layers. */
    public List<Double> means() {
        return byLayer.stream().map(Estimate::mean).toList();
    }

    /** The layer with the highest mean effect; the lowest of several. */
    public int bestLayer() {
        return bestLayer(byLayer);
    }

    static int bestLayer(List<Estimate> byLayer) {
        List<Double> means = byLayer.stream().map(Estimate::mean).toList();
        return means.indexOf(Collections.max(means));
    }
}
