package dev.engram.models;

import java.util.List;

/**
 * An objective over texts as a function of M vectors that are added to the residual stream after a block.
 *
 * <p>Adding to a block's output is adding to its MLP's output (or its attention's), since nothing but the sum comes between.
 *
 * @param layer the block
 * @param sequences token ids, one list a sequence; lengths may differ
 * @param additions which vector is added where; one vector may be added in many places
 * @param terms what is measured, in the order of its values; each names one place of one sequence, at or after the sequence's first addition
 * @param direction of all divergences among the terms
 */
public record ObjectiveRequest(
        int layer,
        List<List<Integer>> sequences,
        List<Addition> additions,
        List<ObjectiveTerm> terms,
        KlDirection direction) {

    /** A vector, by its number from 0 on, and where it is added. */
    public record Addition(int vector, int sequence, int position) {}

    public ObjectiveRequest {
        sequences = sequences.stream().map(List::copyOf).toList();
        additions = List.copyOf(additions);
        terms = List.copyOf(terms);
        if (sequences.isEmpty() || additions.isEmpty() || terms.isEmpty()) {
            throw new IllegalArgumentException("an objective of " + sequences.size() + " sequences, " + additions.size()
                    + " additions and " + terms.size() + " terms depends on nothing");
        }
    }

    /** An objective whose divergences, if it has any, are averaged over what is predicted now. */
    public ObjectiveRequest(
            int layer, List<List<Integer>> sequences, List<Addition> additions, List<ObjectiveTerm> terms) {
        this(layer, sequences, additions, terms, KlDirection.NOW_FROM_BEFORE);
    }

    /** M, the number of vectors. */
    public int vectors() {
        return additions.stream().mapToInt(Addition::vector).max().orElseThrow() + 1;
    }
}
