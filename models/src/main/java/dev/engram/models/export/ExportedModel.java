package dev.engram.models.export;

import dev.engram.models.weights.RoundingLoss;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A model that was written.
 *
 * @param directory where it lies, complete; of a GGUF file, the file
 * @param files the names of what is in it, in the order of writing
 * @param weightBytes of all tensors together
 * @param replaced the parameters whose MLP output projections were replaced, by layer
 * @param losses what rounding changed, for each parameter that was not copied byte for byte, in the order of writing
 */
public record ExportedModel(
        Path directory,
        List<String> files,
        long weightBytes,
        SortedMap<Integer, String> replaced,
        Map<String, RoundingLoss> losses) {

    public ExportedModel {
        files = List.copyOf(files);
        replaced = Collections.unmodifiableSortedMap(new TreeMap<>(replaced));
        losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
    }
}
