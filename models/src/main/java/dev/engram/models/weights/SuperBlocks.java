package dev.engram.models.weights;

/**
 * The K types of GGUF files: super-blocks of 256 numbers, in sub-blocks of 16 or 32 whose scales are small integers times the super-block's
 * own scale. In each, several numbers share a byte, those of one byte 32 or 64 places apart.
 */
final class SuperBlocks {

    static final int ELEMENTS = 256;

    private SuperBlocks() {}

    /** Sub-blocks of 16: 16 bytes of scale and minimum (4 bits each), 64 bytes of 2 bits, scale, minimum. */
    static void q2K(byte[] stored, int from, float[] target, int to) {
        float scale = half(stored, from + 80);
        float minimum = half(stored, from + 82);
        for (int i = 0; i < ELEMENTS; i++) {
            int sub = stored[from + i / 16];
            float subScale = scale * (sub & 0xF);
            float subMinimum = minimum * ((sub >> 4) & 0xF);
            target[to + i] = subScale * twoBits(stored, from + 16, i) - subMinimum;
        }
    }

    /** Sub-blocks of 16: 32 bytes of third bits, 64 bytes of 2 bits, 16 scales of 6 bits in 12 bytes, scale. */
    static void q3K(byte[] stored, int from, float[] target, int to) {
        float scale = half(stored, from + 108);
        for (int i = 0; i < ELEMENTS; i++) {
            float subScale = scale * (scaleOfQ3K(stored, from + 96, i / 16) - 32);
            int third = (stored[from + i % 32] >> (i / 32)) & 1;
            target[to + i] = subScale * (twoBits(stored, from + 32, i) - 4 * (1 - third));
        }
    }

    /** Sub-blocks of 32: scale, minimum, 12 bytes of scales and minima, 128 bytes of nibbles. */
    static void q4K(byte[] stored, int from, float[] target, int to) {
        float scale = half(stored, from);
        float minimum = half(stored, from + 2);
        for (int i = 0; i < ELEMENTS; i++) {
            float subScale = scale * scaleOf(stored, from + 4, i / 32);
            float subMinimum = minimum * minimumOf(stored, from + 4, i / 32);
            target[to + i] = subScale * nibble(stored, from + 16, 32, i) - subMinimum;
        }
    }

    /** As Q4_K, with 32 bytes of fifth bits before the nibbles. */
    static void q5K(byte[] stored, int from, float[] target, int to) {
        float scale = half(stored, from);
        float minimum = half(stored, from + 2);
        for (int i = 0; i < ELEMENTS; i++) {
            float subScale = scale * scaleOf(stored, from + 4, i / 32);
            float subMinimum = minimum * minimumOf(stored, from + 4, i / 32);
            int fifth = (stored[from + 16 + i % 32] >> (i / 32)) & 1;
            target[to + i] = subScale * (nibble(stored, from + 48, 32, i) + 16 * fifth) - subMinimum;
        }
    }

    /** Sub-blocks of 16: 128 bytes of nibbles, 64 bytes of fifth and sixth bits, 16 signed bytes of scales, scale. */
    static void q6K(byte[] stored, int from, float[] target, int to) {
        float scale = half(stored, from + 208);
        for (int i = 0; i < ELEMENTS; i++) {
            float subScale = scale * stored[from + 192 + i / 16];
            int value = nibble(stored, from, 64, i) + 16 * twoBits(stored, from + 128, i);
            target[to + i] = subScale * (value - 32);
        }
    }

    /** Two bits of number {@code i}: each 32 bytes hold 128 numbers, the first 32 of them in the lowest bits. */
    private static int twoBits(byte[] stored, int from, int i) {
        return (stored[from + i / 128 * 32 + i % 32] >> (i % 128 / 32 * 2)) & 3;
    }

    /** Four bits of number {@code i}: each {@code run} bytes hold twice as many numbers, the first half in the low nibbles. */
    private static int nibble(byte[] stored, int from, int run, int i) {
        return (stored[from + i / (2 * run) * run + i % run] >> (i % (2 * run) / run * 4)) & 0xF;
    }

    /** Four bits of each scale in 8 bytes, the first half in the low nibbles; their fifth and sixth bits in 4 more, lowest bits first. */
    private static int scaleOfQ3K(byte[] stored, int from, int sub) {
        int low = (stored[from + sub % 8] >> (sub / 8 * 4)) & 0xF;
        int high = (stored[from + 8 + sub % 4] >> (sub / 4 * 2)) & 3;
        return low | high << 4;
    }

    /** Of the first four sub-blocks the low six bits of a byte; of the others four bits, and the first four's highest two. */
    private static int scaleOf(byte[] stored, int from, int sub) {
        return sub < 4
                ? stored[from + sub] & 0x3F
                : (stored[from + sub + 4] & 0xF) | ((stored[from + sub - 4] >> 6) & 3) << 4;
    }

    /** As the scales, four bytes on; of the last four sub-blocks the high nibbles. */
    private static int minimumOf(byte[] stored, int from, int sub) {
        return sub < 4
                ? stored[from + sub + 4] & 0x3F
                : ((stored[from + sub + 4] >> 4) & 0xF) | ((stored[from + sub] >> 6) & 3) << 4;
    }

    private static float half(byte[] stored, int index) {
        return HalfPrecision.fromF16((stored[index] & 0xFF) | (stored[index + 1] << 8));
    }
}
