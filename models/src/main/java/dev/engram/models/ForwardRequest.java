package dev.engram.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * One forward pass: what is run, what is changed on the way, what comes back.
 *
 * @param sequences token ids, one list a sequence; lengths may differ (shorter ones are padded on the right, which no result shows)
 */
public record ForwardRequest(
        List<List<Integer>> sequences, List<Intervention> interventions, Set<Site> captures, LogitSelection logits) {

    public ForwardRequest {
        sequences = sequences.stream().map(List::copyOf).toList();
        interventions = List.copyOf(interventions);
        captures = Set.copyOf(captures);
        if (sequences.isEmpty()) {
            throw new IllegalArgumentException("a forward pass needs at least one sequence");
        }
    }

    /** A plain pass over sequences, for the logits at their last positions. */
    public static ForwardRequest of(List<List<Integer>> sequences) {
        return new ForwardRequest(sequences, List.of(), Set.of(), new LogitSelection.LastPosition());
    }

    /** The same with more changes, after those that are there. */
    public ForwardRequest changing(List<Intervention> more) {
        List<Intervention> all = new ArrayList<>(interventions);
        all.addAll(more);
        return new ForwardRequest(sequences, all, captures, logits);
    }

    public ForwardRequest capturing(Set<Site> sites) {
        return new ForwardRequest(sequences, interventions, sites, logits);
    }

    public ForwardRequest selecting(LogitSelection selection) {
        return new ForwardRequest(sequences, interventions, captures, selection);
    }
}
