package dev.engram.eval;

import dev.engram.datasets.EditCase;
import dev.engram.datasets.Rewrite;
import dev.engram.editing.Edit;
import dev.engram.editing.EditStack;
import dev.engram.editing.method.EditProgress;
import dev.engram.editing.method.EditResult;
import dev.engram.editing.method.Editor;
import dev.engram.editing.method.FactReport;
import dev.engram.editing.update.WeightUpdate;
import dev.engram.eval.health.HealthProbe;
import dev.engram.eval.health.ModelHealth;
import dev.engram.eval.recall.CaseRecall;
import dev.engram.eval.recall.RecallProbe;
import dev.engram.models.EditableModel;
import dev.engram.models.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cases edited and asked: recall before, the edits, recall and health after all of them. The edits stay on the stack, so that whoever wants the
 * model back takes them off.
 *
 * <p>Used by the model's thread.
 */
public final class EditTrial {

    private final EditableModel model;
    private final Editor editor;
    private final RecallProbe recall;
    private final HealthProbe health;

    public EditTrial(EditableModel model, Editor editor, RecallProbe recall, HealthProbe health) {
        this.model = model;
        this.editor = editor;
        this.recall = recall;
        this.health = health;
    }

    /** Is told which edit of how many is under way, and how far it has come. */
    public interface Listener {
        EditProgress edit(int number, int ofEdits);
    }

    /** All cases as one edit. Neighbours that it is to change, since another case says so, are not asked. */
    public TrialResult batch(EditStack stack, List<EditCase> cases, Listener listener) {
        return run(stack, cases, List.of(cases), listener);
    }

    /** Each case as an edit of its own, on top of those before it; neighbours as in a batch. */
    public TrialResult sequence(EditStack stack, List<EditCase> cases, Listener listener) {
        return run(stack, cases, cases.stream().map(List::of).toList(), listener);
    }

    private TrialResult run(EditStack stack, List<EditCase> asked, List<List<EditCase>> batches, Listener listener) {
        List<EditCase> cases = asked.stream().map(each -> each.besides(asked)).toList();
        List<CaseRecall> before = cases.stream().map(recall::before).toList();
        HealthProbe.Reading healthBefore = health.read();
        Map<Integer, FloatTensor> weights = new HashMap<>();
        editor.settings().layers().forEach(layer -> weights.put(layer, model.outputProjection(layer)));

        List<Edit> edits = new ArrayList<>();
        List<FactReport> facts = new ArrayList<>();
        List<WeightUpdate> updates = new ArrayList<>();
        long nanos = 0;
        for (int i = 0; i < batches.size(); i++) {
            List<Rewrite> rewrites =
                    batches.get(i).stream().map(EditCase::rewrite).toList();
            long start = System.nanoTime();
            EditResult result = editor.edit(model, rewrites, listener.edit(i + 1, batches.size()));
            nanos += System.nanoTime() - start;
            Edit edit = new Edit(editor.settings(), rewrites, result.updates());
            stack.add(edit);
            edits.add(edit);
            facts.addAll(result.facts());
            updates.addAll(result.updates());
        }

        HealthProbe.Reading healthAfter = health.read();
        List<CaseOutcome> outcomes = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            EditCase each = cases.get(i);
            FactReport report = facts.stream()
                    .filter(fact -> fact.rewrite().equals(each.rewrite()))
                    .findFirst()
                    .orElseThrow();
            outcomes.add(new CaseOutcome(each, before.get(i), recall.after(each, before.get(i)), report));
        }
        ModelHealth measured = ModelHealth.of(new EditResult(updates, facts), weights::get, healthBefore, healthAfter);
        return new TrialResult(outcomes, measured, edits, nanos * 1e-9);
    }
}
