package dev.engram.editing.method;

import dev.engram.datasets.Rewrite;
import dev.engram.editing.context.SubjectState;
import dev.engram.editing.method.EditProgress.Phase;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.solve.ClosedFormSolver;
import dev.engram.editing.solve.KeyedResiduals;
import dev.engram.editing.solve.PreservationWeight;
import dev.engram.editing.solve.PreservedKeys;
import dev.engram.editing.update.WeightUpdate;
import dev.engram.editing.value.FoundValue;
import dev.engram.models.EditableModel;
import dev.engram.models.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.List;

/**
 * EMMET (Gupta et al. 2024, eq. 10): as ROME for many facts at one layer, W' = W + R (K^T C^-1 K + a I)^-1 K^T C^-1 with R the deltas that
 * were found, V* - W K - b. With one fact and a = 0 it is ROME.
 */
public final class Emmet implements Editor {

    private final EditorSettings.Emmet settings;
    private final KeyKnowledge knowledge;
    private final SharedSearches searches;

    /**
     * An editor for any number of edits, one after the other.
     *
     * @param knowledge of the model's keys; not asked where the settings do without
     */
    public Emmet(EditorSettings.Emmet settings, KeyKnowledge knowledge) {
        this(settings, knowledge, SharedSearches.none());
    }

    Emmet(EditorSettings.Emmet settings, KeyKnowledge knowledge, SharedSearches searches) {
        this.settings = settings;
        this.knowledge = knowledge;
        this.searches = searches;
    }

    @Override
    public EditorSettings settings() {
        return settings;
    }

    @Override
    public EditResult edit(EditableModel model, List<Rewrite> rewrites, EditProgress progress) {
        Facts facts = Facts.of(model, rewrites, settings.contexts(), searches, progress);
        List<Facts.Subject> subjects = facts.read(settings.layer());
        List<FloatTensor> origins = subjects.stream()
                .map(subject -> subject.bare(SubjectState::value))
                .toList();
        List<FoundValue> found = facts.findValues(settings.layer(), settings.value(), origins, progress);
        progress.at(Phase.SOLVING, 0, 1);
        List<FloatTensor> keys = subjects.stream()
                .map(subject -> subject.averaged(SubjectState::key))
                .toList();
        List<FloatTensor> residuals = found.stream().map(FoundValue::delta).toList();
        PreservedKeys preserved = settings.covariance()
                ? knowledge.preserved(settings.layer())
                : PreservedKeys.identity(keys.get(0).size());
        WeightUpdate update = new ClosedFormSolver(preserved)
                .solve(KeyedResiduals.of(keys, residuals), new PreservationWeight(settings.relaxation()))
                .forLayer(settings.layer());
        List<ValueNorms> norms = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            FloatTensor key = keys.get(i);
            norms.add(new ValueNorms(
                    key.norm(),
                    origins.get(i).norm(),
                    found.get(i).delta().norm(),
                    KeyRatio.of(preserved, key, subjects.get(i).bare(SubjectState::key))));
        }
        return new EditResult(List.of(update), facts.reports(found, norms));
    }
}
