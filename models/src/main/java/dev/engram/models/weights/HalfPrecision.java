package dev.engram.models.weights;

/** Widens the two 16-bit float formats. Java has no such conversion before version 20; the table is made once and costs 256 KiB. */
final class HalfPrecision {

    private static final float[] VALUES = new float[1 << 16];

    static {
        for (int bits = 0; bits < VALUES.length; bits++) {
            VALUES[bits] = widen(bits);
        }
    }

    private HalfPrecision() {}

    /** The value of an IEEE 754 binary16 pattern, given in the lower 16 bits; higher ones are ignored. */
    static float fromF16(int bits) {
        return VALUES[bits & 0xFFFF];
    }

    /** The value of a bfloat16 pattern: the upper half of a float. */
    static float fromBf16(int bits) {
        return Float.intBitsToFloat(bits << 16);
    }

    private static float widen(int bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >> 10) & 0x1F;
        int fraction = bits & 0x3FF;
        if (exponent == 0) { // zero and subnormals: a multiple of 2^-24, which a float holds as a normal number
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        int widened = exponent == 0x1F ? 0xFF : exponent + (127 - 15);
        return Float.intBitsToFloat(sign | (widened << 23) | (fraction << 13));
    }
}
