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
    Q4_1(32, 20),
    /** GGUF: an F16 scale, the fifth bits, and 32 nibbles, offset by 16. */
    Q5_0(32, 22),
    /** GGUF: an F16 scale, an F16 minimum, the fifth bits, and 32 nibbles. */
    Q5_1(32, 24),
    /** GGUF: super-blocks of 256 numbers of 2 bits, with scales and minima of 4 bits; the K types are in {@link SuperBlocks}. */
    Q2_K(256, 84),
    /** GGUF: 3 bits, with scales of 6 bits. */
    Q3_K(256, 110),
    /** GGUF: 4 bits, with scales and minima of 6 bits. */
    Q4_K(256, 144),
    /** GGUF: 5 bits, with scales and minima of 6 bits. */
    Q5_K(256, 176),
    /** GGUF: 6 bits, with scales of 8 bits. */
    Q6_K(256, 210);

    private final int blockElements;
    private final int blockBytes;

    ElementType(int blockElements, int blockBytes) {
        this.blockElements = blockElements;
        this.blockBytes = blockBytes;
    }

    /**
     * The bytes of some numbers, whole blocks of them.
     *
     * @throws ArithmeticException if that is more than any file holds
     */
    public long bytes(long elements) {
        return Math.multiplyExact(elements / blockElements, (long) blockBytes);
    }

    public int blockElements() {
        return blockElements;
    }

    public int blockBytes() {
        return blockBytes;
    }
}
