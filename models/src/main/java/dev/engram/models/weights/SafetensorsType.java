package dev.engram.models.weights;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The element types of safetensors that have a place here: floats that are read, and whole numbers that are only copied. */
public enum SafetensorsType {
    F32(ElementType.F32),
    F16(ElementType.F16),
    BF16(ElementType.BF16),
    BOOL(1),
    U8(1),
    I8(1),
    U16(2),
    I16(2),
    U32(4),
    I32(4),
    U64(8),
    I64(8);

    private final int bytes;
    private final Optional<ElementType> elementType;

    SafetensorsType(ElementType elementType) {
        this.bytes = elementType.blockBytes();
        this.elementType = Optional.of(elementType);
    }

    SafetensorsType(int bytes) {
        this.bytes = bytes;
        this.elementType = Optional.empty();
    }

    static Optional<SafetensorsType> of(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /**
     * The type that holds floats so.
     *
     * @throws IllegalArgumentException if safetensors has no such type
     */
    static SafetensorsType of(ElementType type) {
        return of(type.name())
                .orElseThrow(() ->
                        new IllegalArgumentException("weights are written as " + supported() + ", not as " + type));
    }

    int bytes() {
        return bytes;
    }

    /** Empty for whole numbers: masks and position tables that some writers keep beside the weights. */
    Optional<ElementType> elementType() {
        return elementType;
    }

    /** The types that can be read, for messages. */
    static String supported() {
        return Arrays.stream(values())
                .filter(type -> type.elementType.isPresent())
                .map(SafetensorsType::name)
                .collect(Collectors.joining(", "));
    }
}
