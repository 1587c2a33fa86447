package dev.engram.cli.edit;

import dev.engram.cli.call.EngramVersion;
import dev.engram.cli.kept.CallJson;
import dev.engram.cli.kept.ComputeJson;
import dev.engram.cli.kept.ModelJson;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.eval.TrialResult;
import dev.engram.eval.health.ModelHealth;
import dev.engram.reports.EditedFact;
import java.util.List;
import java.util.Objects;

/**
 * What {@code engram edit} found, as JSON.
 *
 * @param editSeconds of the edits alone
 */
record EditJson(
        String engram,
        CallJson call,
        ModelJson model,
        ComputeJson compute,
        EditorSettings settings,
        List<EditedFact> facts,
        EditSolution solution,
        ModelHealth health,
        List<String> warnings,
        double editSeconds) {

    EditJson {
        compute = Objects.requireNonNullElse(compute, ComputeJson.DEFAULT);
        facts = List.copyOf(facts);
        warnings = List.copyOf(warnings);
    }

    static EditJson of(
            TrialResult result,
            EditSolution solution,
            EditorSettings settings,
            ModelJson model,
            ComputeJson compute,
            CallJson call) {
        return new EditJson(
                EngramVersion.number(),
                call,
                model,
                compute,
                settings,
                result.cases().stream().map(EditedFact::of).toList(),
                solution,
                result.health(),
                result.health().warnings(),
                result.editSeconds());
    }
}
