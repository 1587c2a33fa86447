package dev.engram.editing.method;

import dev.engram.datasets.Rewrite;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.solve.ClosedFormSolver;
import dev.engram.editing.solve.KeyedResiduals;
import dev.engram.editing.solve.PreservationWeight;
import dev.engram.editing.update.WeightUpdate;
import dev.engram.models.EditableModel;
import java.util.List;

/**
 * MEMIT (Meng et al. 2023): many facts spread over several layers, each of which changes by R K^T (lambda C + K K^T)^-1 (eq. 14). Facts of one subject
 * share a value.
 */
public final class Memit implements Editor {

    private final EditorSettings.Memit settings;
    private final KeyKnowledge knowledge;
    private final SharedSearches searches;

    /** An editor for any number of edits, one after the other. */
    public Memit(EditorSettings.Memit settings, KeyKnowledge knowledge) {
        this(settings, knowledge, SharedSearches.none());
    }

    Memit(EditorSettings.Memit settings, KeyKnowledge knowledge, SharedSearches searches) {
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
        return new SpreadEdit(settings.layers(), settings.contexts(), settings.value(), searches)
                .edit(model, rewrites, new Layers(), progress);
    }

    private final class Layers implements SpreadEdit.LayerSolver {

        @Override
        public void prepare(int layer) {
            knowledge.preserved(layer);
        }

        @Override
        public WeightUpdate solve(int layer, KeyedResiduals share) {
            return new ClosedFormSolver(knowledge.preserved(layer))
                    .solve(share, new PreservationWeight(settings.lambda()))
                    .forLayer(layer);
        }
    }
}
