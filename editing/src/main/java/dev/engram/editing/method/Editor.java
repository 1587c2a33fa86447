package dev.engram.editing.method;

import dev.engram.datasets.Rewrite;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.models.EditableModel;
import java.util.List;

/**
 * A way to make a model say something new: facts in, updates of weights out.
 *
 * <p>The model is as it was when {@code edit} returns or throws; {@link dev.engram.editing.update.WeightUpdate#appliedTo} makes the change.
 * Used by the model's thread.
 */
public interface Editor {

    /** What this editor was made for. */
    EditorSettings settings();

    /**
     * Finds the updates that together make the model say all of the rewrites.
     *
     * @throws IllegalArgumentException if a rewrite cannot be made of this model: a layer that it lacks, a subject or target without
     *     tokens; the message says which
     * @throws ArithmeticException if a loss or an update is not a number
     */
    EditResult edit(EditableModel model, List<Rewrite> rewrites, EditProgress progress);

    /**
     * Takes an edit into account that was made before, by another editor with these settings, and that the model has on: methods that
     * remember their earlier edits go on from it as if they had made it.
     */
    default void remember(EditableModel model, List<Rewrite> rewrites) {}
}
