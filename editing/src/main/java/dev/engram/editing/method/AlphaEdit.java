package dev.engram.editing.method;

import dev.engram.datasets.Rewrite;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.solve.KeyedResiduals;
import dev.engram.editing.solve.NullSpace;
import dev.engram.editing.solve.NullSpaceSolver;
import dev.engram.editing.solve.NullSpaceThreshold;
import dev.engram.editing.solve.PastKeys;
import dev.engram.editing.update.WeightUpdate;
import dev.engram.models.EditableModel;
import dev.engram.models.tensor.FloatTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * AlphaEdit (Fang et al. 2025, eq. 14): as MEMIT, but each layer changes only in directions in which the keys to preserve hardly lie, and the
 * keys of earlier edits are preserved too. An instance remembers these, so that a sequence of edits is made by one instance.
 */
public final class AlphaEdit implements Editor {

    private final EditorSettings.AlphaEdit settings;
    private final KeyKnowledge knowledge;
    private final SharedSearches searches;
    private final Map<Integer, PastKeys> past = new HashMap<>();

    /** An editor for one sequence of edits. */
    public AlphaEdit(EditorSettings.AlphaEdit settings, KeyKnowledge knowledge) {
        this(settings, knowledge, SharedSearches.none());
    }

    AlphaEdit(EditorSettings.AlphaEdit settings, KeyKnowledge knowledge, SharedSearches searches) {
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

    @Override
    public void remember(EditableModel model, List<Rewrite> rewrites) {
        Facts facts = Facts.of(model, rewrites, settings.contexts(), searches, EditProgress.none());
        new Layers().edited(layer -> SpreadEdit.keys(facts.read(layer)));
    }

    private NullSpace space(int layer) {
        NullSpaceThreshold threshold = settings.relativeThreshold()
                ? new NullSpaceThreshold.Relative(settings.nullSpaceThreshold())
                : new NullSpaceThreshold.Absolute(settings.nullSpaceThreshold());
        return knowledge.nullSpace(layer, threshold);
    }

    private PastKeys past(int layer) {
        return past.computeIfAbsent(layer, asked -> PastKeys.none(space(asked)));
    }

    private final class Layers implements SpreadEdit.LayerSolver {

        @Override
        public void prepare(int layer) {
            space(layer);
        }

        @Override
        public WeightUpdate solve(int layer, KeyedResiduals share) {
            return new NullSpaceSolver(space(layer), settings.damping())
                    .solve(share, past(layer))
                    .forLayer(layer);
        }

        @Override
        public void edited(IntFunction<List<FloatTensor>> keys) {
            for (int layer : settings.layers()) {
                List<FloatTensor> now = keys.apply(layer);
                past.put(layer, past(layer).plus(KeyedResiduals.of(now, now).keys()));
            }
        }
    }
}
