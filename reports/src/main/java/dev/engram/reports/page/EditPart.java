package dev.engram.reports.page;

import dev.engram.editing.settings.EditorSettings;
import dev.engram.eval.health.ModelHealth;
import dev.engram.reports.EditedFact;
import java.util.List;

/**
 * Edits of one model, made at once or one after the other, and what the model says before and after.
 *
 * @param model what it is called
 * @param solution what the edits rest on, a sentence for each layer
 * @param seconds of the edits alone
 */
public record EditPart(
        String model,
        EditorSettings settings,
        List<EditedFact> facts,
        List<String> solution,
        ModelHealth health,
        double seconds,
        Provenance provenance)
        implements ReportPart {

    public EditPart {
        facts = List.copyOf(facts);
        solution = List.copyOf(solution);
        if (facts.isEmpty()) {
            throw new IllegalArgumentException("a report of no edits; at least 1 is needed");
        }
    }
}
