package dev.engram.editing.method;

import dev.engram.datasets.Rewrite;
import dev.engram.editing.value.LossPoint;
import java.util.List;
import java.util.Optional;

/**
 * How the search for one rewrite went.
 *
 * @param losses at each step
 * @param norms of what a method with keys and values worked with; empty for others
 */
public record FactReport(Rewrite rewrite, List<LossPoint> losses, Optional<ValueNorms> norms) {

    public FactReport {
        losses = List.copyOf(losses);
    }
}
