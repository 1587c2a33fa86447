package dev.engram.models;

import dev.engram.models.tensor.FloatTensor;
import java.util.List;
import java.util.Map;

/**
 * What a forward pass handed back, on the heap.
 *
 * @param activations for each captured site one tensor a sequence, of that sequence's own length; shapes are those of {@link SiteKind}
 * @param logits one tensor a sequence: [1, V] for the last position, [T, V] for all; empty where none were asked for
 * @param logProbabilities one value for each of the answers asked for, in their order
 * @param ranks for each of the ranked answers asked for how many tokens come before it: those with a higher logit, and those with the
 *     same and a lower id; empty where answers are not ranked
 * @param firstChoices for each of the ranked answers the token with the highest logit in its place; empty where answers are not ranked
 */
public record ForwardResult(
        Map<Site, List<FloatTensor>> activations,
        List<FloatTensor> logits,
        List<Double> logProbabilities,
        List<Integer> ranks,
        List<Integer> firstChoices) {

    public ForwardResult {
        activations = Map.copyOf(activations);
        logits = List.copyOf(logits);
        logProbabilities = List.copyOf(logProbabilities);
        ranks = List.copyOf(ranks);
        firstChoices = List.copyOf(firstChoices);
    }

    /**
     * A captured site of one sequence.
     *
     * @throws IllegalArgumentException if the site was not asked for
     */
    public FloatTensor activation(Site site, int sequence) {
        List<FloatTensor> captured = activations.get(site);
        if (captured == null) {
            throw new IllegalArgumentException(site + " was not captured; captured were " + activations.keySet());
        }
        return captured.get(sequence);
    }

    /** The logits at a sequence's last position: [V]. */
    public FloatTensor lastLogits(int sequence) {
        FloatTensor rows = logits.get(sequence);
        return rows.at(rows.dimension(0) - 1);
    }
}
