package dev.engram.models.weights;

/** How the numbers of a stored tensor are written: in blocks of {@code blockElements} numbers that take {@code blockBytes} bytes. */
public enum ElementType {
    F32(1, 4),
    F16(1, 2),
    BF16(1, 2),
    /** GGUF: an F16 scale and 32 signed bytes. */
    Q8_0(32, 34),
    /** GGUF: an F16 scale and 32 nibbles, offset by 8. */
    Q4_0(32, 18),
    /** GGUF: an F16 scale, an F16 minimum and 32 nibbles. */
    Q4_1(32, 20);

    private final int blockElements;
    private final int blockBytes;

    ElementType(int blockElements, int blockBytes) {
        this.blockElements = blockElements;
        this.blockBytes = blockBytes;
    }

    public int blockElements() {
        return blockElements;
    }

    public int blockBytes() {
        return blockBytes;
    }
}
