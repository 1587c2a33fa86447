package dev.engram.models.weights;

import java.util.List;

/**
 * What a checkpoint says of one tensor.
 *
 * @param shape outermost dimension first (row-major), whatever the order of the file
 */
public record TensorInfo(String name, ElementType type, List<Long> shape) {

    public TensorInfo {
        shape = List.copyOf(shape);
    }

    /** The number of elements; readers have checked that it fits. */
    public long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** The number of bytes that the elements take in the file. */
    public long bytes() {
        return Math.multiplyExact(elements() / type.blockElements(), type.blockBytes());
    }
}
