package dev.engram.eval;

import dev.engram.editing.Edit;
import dev.engram.eval.health.ModelHealth;
import java.util.List;

/**
 * What came of a trial.
 *
 * @param cases in their order
 * @param edits that were made, in order: one for a batch, one a case for a sequence
 * @param editSeconds the time of the edits alone, in seconds
 */
public record TrialResult(List<CaseOutcome> cases, ModelHealth health, List<Edit> edits, double editSeconds) {

    public TrialResult {
        cases = List.copyOf(cases);
        edits = List.copyOf(edits);
    }
}
