package dev.engram.editing;

import dev.engram.datasets.Rewrite;
import dev.engram.editing.settings.EditorSettings;
import dev.engram.editing.update.WeightUpdate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A change of a model that can be kept: what it makes the model say, how it was found, and the updates that do it.
 *
 * @param settings of the method that found it
 * @param updates one a layer
 */
public record Edit(EditorSettings settings, List<Rewrite> rewrites, List<WeightUpdate> updates) {

    public Edit {
        rewrites = List.copyOf(rewrites);
        updates = List.copyOf(updates);
        Set<Integer> layers = new HashSet<>();
        for (WeightUpdate update : updates) {
            if (!layers.add(update.layer())) {
                throw new IllegalArgumentException("an edit has two updates of layer " + update.layer());
            }
        }
        if (updates.isEmpty()) {
            throw new IllegalArgumentException("an edit without updates changes nothing");
        }
    }
}
