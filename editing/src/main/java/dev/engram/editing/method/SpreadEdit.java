package dev.engram.editing.method;

import dev.engram.datasets.Rewrite;
import dev.engram.editing.context.ContextSettings;
import dev.engram.editing.context.SubjectState;
import dev.engram.editing.method.EditProgress.Phase;
import dev.engram.editing.solve.KeyedResiduals;
import dev.engram.editing.update.WeightUpdate;
import dev.engram.editing.value.FoundValue;
import dev.engram.editing.value.ValueSettings;
import dev.engram.models.EditableModel;
import dev.engram.models.EditableModel.ReplacedWeights;
import dev.engram.models.tensor.FloatTensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * An edit spread over several layers (Meng et al. 2023, algorithm 1), as MEMIT and AlphaEdit have it: the values z = h + delta are looked for at the
 * output of the last layer's block; then each layer in turn, with those below it edited already, takes its share of what is still missing:
 * (z - h) / (layers that are left).
 */
final class SpreadEdit {

    private final List<Integer> layers;
    private final ContextSettings contexts;
    private final ValueSettings value;
    private final SharedSearches searches;

    SpreadEdit(List<Integer> layers, ContextSettings contexts, ValueSettings value, SharedSearches searches) {
        this.layers = layers;
        this.contexts = contexts;
        this.value = value;
        this.searches = searches;
    }

    /** How a layer's share becomes an update of it. */
    interface LayerSolver {

        /** Called for each layer before any is edited: what is known of a model's keys is to be of the model as it came. */
        void prepare(int layer);

        WeightUpdate solve(int layer, KeyedResiduals share);

        /**
         * Called once all layers are edited.
         *
         * @param keys reads the keys that the facts have now at a layer
         */
        default void edited(IntFunction<List<FloatTensor>> keys) {}
    }

    EditResult edit(EditableModel model, List<Rewrite> rewrites, LayerSolver solver, EditProgress progress) {
        int last = layers.get(layers.size() - 1);
        Facts facts = Facts.of(model, rewrites, contexts, searches, progress);
        List<Facts.Subject> subjects = facts.read(last);
        List<FloatTensor> origins = outputs(subjects);
        List<FoundValue> found = facts.findValues(last, value, origins, progress);
        List<FloatTensor> wanted = new ArrayList<>();
        for (int i = 0; i < origins.size(); i++) {
            wanted.add(Vectors.sum(origins.get(i), found.get(i).delta()));
        }
        layers.forEach(solver::prepare);
        List<WeightUpdate> updates = new ArrayList<>();
        Deque<ReplacedWeights> edited = new ArrayDeque<>();
        try {
            for (int done = 0; done < layers.size(); done++) {
                progress.at(Phase.SOLVING, done, layers.size());
                int layer = layers.get(done);
                WeightUpdate update = solver.solve(layer, share(facts, layer, last, wanted, layers.size() - done));
                updates.add(update);
                edited.push(
                        model.replaceOutputProjections(Map.of(layer, update.appliedTo(model.outputProjection(layer)))));
            }
            solver.edited(layer -> keys(facts.read(layer)));
        } finally {
            edited.forEach(ReplacedWeights::close);
        }
        List<ValueNorms> norms = new ArrayList<>();
        for (int i = 0; i < origins.size(); i++) {
            FloatTensor key = subjects.get(i).averagedByKind(SubjectState::key);
            norms.add(new ValueNorms(
                    key.norm(),
                    origins.get(i).norm(),
                    found.get(i).delta().norm(),
                    Vectors.dot(subjects.get(i).bare(SubjectState::key), key) / Vectors.dot(key, key)));
        }
        return new EditResult(updates, facts.reports(found, norms));
    }

    private static KeyedResiduals share(Facts facts, int layer, int last, List<FloatTensor> wanted, int layersLeft) {
        List<Facts.Subject> atLast = facts.read(last);
        List<FloatTensor> now = outputs(atLast);
        List<FloatTensor> residuals = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            residuals.add(Vectors.difference(wanted.get(i), now.get(i), 1.0 / layersLeft));
        }
        return KeyedResiduals.of(keys(layer == last ? atLast : facts.read(layer)), residuals);
    }

    private static List<FloatTensor> outputs(List<Facts.Subject> subjects) {
        return subjects.stream()
                .map(subject -> subject.bare(SubjectState::residual))
                .toList();
    }

    static List<FloatTensor> keys(List<Facts.Subject> subjects) {
        return subjects.stream()
                .map(subject -> subject.averagedByKind(SubjectState::key))
                .toList();
    }
}
