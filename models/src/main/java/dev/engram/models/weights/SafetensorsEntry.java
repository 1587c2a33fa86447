package dev.engram.models.weights;

import java.util.List;

/**
 * What a safetensors header says of one tensor, checked; of a type that is read as floats or not.
 *
 * @param shape outermost dimension first
 */
record SafetensorsEntry(String name, SafetensorsType type, List<Long> shape, Extent extent) {

    SafetensorsEntry {
        shape = List.copyOf(shape);
    }

    boolean isRead() {
        return type.elementType().isPresent();
    }

    /** The tensor as one that is read as floats. */
    StoredTensor stored() {
        return new StoredTensor(new TensorInfo(name, type.elementType().orElseThrow(), shape), extent);
    }
}
