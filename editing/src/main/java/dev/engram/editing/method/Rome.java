package dev.engram.editing.method;

import dev.engram.datasets.Rewrite;
import dev.engram.editing.context.SubjectState;
import dev.engram.editing.method.EditProgress.Phase;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.settings.EditorSettings.KeyChoice;
import dev.engram.editing.solve.ClosedFormSolver;
import dev.engram.editing.solve.KeyedResiduals;
import dev.engram.editing.solve.PreservationWeight;
import dev.engram.editing.solve.PreservedKeys;
import dev.engram.editing.update.LowRankUpdate;
import dev.engram.editing.update.WeightUpdate;
import dev.engram.editing.value.FoundValue;
import dev.engram.models.EditableModel;
import dev.engram.models.tensor.FloatTensor;
import java.util.List;
import java.util.Optional;

/**
 * ROME (Meng et al. 2022, eq. 2): W' = W + (v* - W k* - b) (C^-1 k*)^T / (k*^T C^-1 k*), so that W' k* + b = v*. One fact at a time.
 *
 * <p>v* is W k* + b + delta, with the delta that was found to be what outputs lack: added in every context, it makes the model say the target.
 * The key k* is one and the same in all three places, as a {@link KeyChoice} says; only {@link KeyChoice#ORIGINAL} has the mean key k in the
 * direction and the prompt's own, k0, in the value and the denominator: delta (C^-1 k)^T / (k0^T C^-1 k), which grows without bound where the
 * two are unlike.
 */
public final class Rome implements Editor {

    private final EditorSettings.Rome settings;
    private final KeyKnowledge knowledge;
    private final SharedSearches searches;

    /**
     * An editor for any number of edits, one after the other.
     *
     * @param knowledge of the model's keys; not asked where the settings do without
     */
    public Rome(EditorSettings.Rome settings, KeyKnowledge knowledge) {
        this(settings, knowledge, SharedSearches.none());
    }

    Rome(EditorSettings.Rome settings, KeyKnowledge knowledge, SharedSearches searches) {
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
        if (rewrites.size() != 1) {
            throw new IllegalArgumentException("ROME edits one fact at a time, not " + rewrites.size()
                    + "; edit them in sequence, or use emmet or memit");
        }
        Facts facts = Facts.of(model, rewrites, settings.contexts(), searches, progress);
        Facts.Subject subject = facts.read(settings.layer()).get(0);
        FloatTensor origin = subject.bare(SubjectState::value);
        FoundValue found = facts.findValues(settings.layer(), settings.value(), List.of(origin), progress)
                .get(0);
        progress.at(Phase.SOLVING, 0, 1);
        PreservedKeys preserved = settings.covariance()
                ? knowledge.preserved(settings.layer())
                : PreservedKeys.identity(subject.bare(SubjectState::key).size());
        FloatTensor key = settings.key() == KeyChoice.BARE
                ? subject.bare(SubjectState::key)
                : subject.averaged(SubjectState::key);
        WeightUpdate update = new ClosedFormSolver(preserved)
                .solve(KeyedResiduals.of(List.of(key), List.of(found.delta())), PreservationWeight.equality())
                .forLayer(settings.layer());
        double keyRatio = KeyRatio.of(preserved, key, subject.bare(SubjectState::key));
        if (settings.key() == KeyChoice.ORIGINAL) {
            update = divided((LowRankUpdate) update, keyRatio);
        }
        ValueNorms norms =
                new ValueNorms(key.norm(), origin.norm(), found.delta().norm(), keyRatio);
        return new EditResult(
                List.of(update), List.of(new FactReport(rewrites.get(0), found.losses(), Optional.of(norms))));
    }

    /** The update with the bare prompt's key in the denominator: k0 C^-1 k is the ratio times k C^-1 k. */
    private static WeightUpdate divided(LowRankUpdate update, double keyRatio) {
        float[] left = update.left().toArray();
        for (int i = 0; i < left.length; i++) {
            left[i] = (float) (left[i] / keyRatio);
        }
        return new LowRankUpdate(update.layer(), FloatTensor.wrap(left, 1, left.length), update.right());
    }
}
