package dev.engram.editing.method;

import dev.engram.editing.update.WeightUpdate;
import java.util.List;

/**
 * What an editor found.
 *
 * @param updates of one layer or several, one each
 * @param facts how each rewrite went, in their order
 */
public record EditResult(List<WeightUpdate> updates, List<FactReport> facts) {

    public EditResult {
        updates = List.copyOf(updates);
        facts = List.copyOf(facts);
    }
}
