package dev.engram.editing;

import dev.engram.editing.update.WeightUpdate;
import dev.engram.models.tensor.FloatTensor;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** Weights with edits in them. */
public final class MergedWeights {

    private MergedWeights() {}

    /**
     * A model's own weights plus the updates of edits, added one after the other, each sum rounded to float.
     *
     * @param own the model's own W of a layer, [D, F]
     * @return W' of each layer that an edit changes
     * @throws IllegalArgumentException if an edit does not fit
     */
    public static SortedMap<Integer, FloatTensor> of(List<Edit> edits, IntFunction<FloatTensor> own) {
        SortedMap<Integer, FloatTensor> merged = new TreeMap<>();
        for (Edit edit : edits) {
            for (WeightUpdate update : edit.updates()) {
                FloatTensor before = merged.computeIfAbsent(update.layer(), own::apply);
                merged.put(update.layer(), update.appliedTo(before));
            }
        }
        return merged;
    }
}
