package dev.engram.models.weights;

/** The two 16-bit float formats. Java has no such conversions before version 20; the table is made once and costs 256 KiB. */
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

    /** The binary16 pattern nearest to a value, ties to even; beyond the format's range infinity. */
    static short toF16(float value) {
        int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
        float magnitude = Math.abs(value);
        if (Float.isNaN(value)) {
            return (short) (sign | 0x7E00);
        }
        if (magnitude >= 65520f) { // halfway between the largest value and what would be the next
            return (short) (sign | 0x7C00);
        }
        if (magnitude < 0x1p-14f) {
            return (short) (sign | (int) Math.rint(magnitude * 0x1p24f));
        }
        int exponent = Math.getExponent(magnitude);
        int significand = (int) Math.rint(Math.scalb(magnitude, 10 - exponent)); // 1024 to 2048; 2048 carries over
        return (short) (sign | (((exponent + 14) << 10) + significand));
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
