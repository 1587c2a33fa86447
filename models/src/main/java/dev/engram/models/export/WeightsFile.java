package dev.engram.models.export;

import dev.engram.models.weights.TensorToWrite;
import java.util.List;
import java.util.Map;

/**
 * A file of weights to be written.
 *
 * @param name without a folder
 * @param tensors in the order of writing
 */
record WeightsFile(String name, List<TensorToWrite> tensors, Map<String, String> metadata) {

    WeightsFile {
        tensors = List.copyOf(tensors);
        metadata = Map.copyOf(metadata);
    }

    long bytes() {
        return tensors.stream().mapToLong(TensorToWrite::bytes).sum();
    }
}
