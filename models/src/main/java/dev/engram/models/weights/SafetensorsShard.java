package dev.engram.models.weights;

import java.util.List;

/**
 * One file of a checkpoint.
 *
 * @param tensors the names of those that count, in the order of their bytes; those that hold no floats (masks that some writers keep beside
 *     the weights) are among them
 */
public record SafetensorsShard(SafetensorsFile file, List<String> tensors) {

    public SafetensorsShard {
        tensors = List.copyOf(tensors);
    }

    /** The file's name, without its folder. */
    public String name() {
        return file.files().get(0).getFileName().toString();
    }
}
