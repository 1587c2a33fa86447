package dev.engram.models.weights;

import dev.engram.models.weights.TensorToWrite.Numbers;
import java.util.List;

/**
 * A tensor that goes into a GGUF file.
 *
 * @param type {@code F32}, {@code F16} or {@code Q8_0}, whose blocks fill the rows
 * @param shape outermost dimension first
 * @param numbers asked for once, when the tensor's turn has come
 */
public record GgufTensor(String name, ElementType type, List<Long> shape, Numbers numbers) {

    public GgufTensor {
        shape = List.copyOf(shape);
        if (shape.get(shape.size() - 1) % type.blockElements() != 0) {
            throw new IllegalArgumentException("the rows of tensor '" + name + "' of shape " + shape
                    + " are no multiples of the " + type.blockElements() + " numbers in a block of " + type);
        }
    }

    long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /** What it takes in the file. */
    public long bytes() {
        return type.bytes(elements());
    }
}
