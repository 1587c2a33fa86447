package dev.engram.editing;

import dev.engram.models.EditableModel;
import dev.engram.models.EditableModel.ReplacedWeights;
import dev.engram.models.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Edits that a model has on, in order, until this is closed. Weights are always the model's own plus the updates of the edits, added one after
 * the other: so an edit that is taken off leaves no trace, and without edits the weights are the model's own, bit for bit.
 *
 * <p>Nothing else may exchange the model's weights meanwhile. Used by the model's thread.
 */
public final class EditStack implements AutoCloseable {

    private final EditableModel model;
    private final List<Edit> edits = new ArrayList<>();
    private final Map<Integer, FloatTensor> own = new HashMap<>();
    private @Nullable ReplacedWeights scope;

    /** A model as it is. */
    public EditStack(EditableModel model) {
        this.model = model;
    }

    /** The edits that are on, the first one first. */
    public List<Edit> edits() {
        return List.copyOf(edits);
    }

    /**
     * Puts an edit on top of the others.
     *
     * @throws IllegalArgumentException if it does not fit the model; nothing has changed then
     */
    public void add(Edit edit) {
        List<Edit> more = new ArrayList<>(edits);
        more.add(edit);
        change(more);
    }

    /**
     * Takes an edit off. Those after it stay, though they were found with it on.
     *
     * @param index from 0, the first one first
     */
    public void remove(int index) {
        List<Edit> fewer = new ArrayList<>(edits);
        fewer.remove(index);
        change(fewer);
    }

    private void change(List<Edit> wanted) {
        Map<Integer, FloatTensor> weights = MergedWeights.of(wanted, this::own);
        closeScope();
        edits.clear();
        if (!weights.isEmpty()) {
            scope = model.replaceOutputProjections(weights);
        }
        edits.addAll(wanted);
    }

    /** The model's own weight of a layer, read before the first edit of it is put on. */
    private FloatTensor own(int layer) {
        return own.computeIfAbsent(layer, model::outputProjection);
    }

    private void closeScope() {
        if (scope != null) {
            scope.close();
            scope = null;
        }
    }

    /** Takes all edits off. */
    @Override
    public void close() {
        closeScope();
        edits.clear();
    }
}
