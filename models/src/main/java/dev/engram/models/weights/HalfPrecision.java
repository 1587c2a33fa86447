package dev.engram.models.weights;

/** The two 16-bit float formats. Java has no such conversions before version 20; the table is made once and costs 256 KiB. */
final class HalfPrecision {

    private static final int FLOAT_INFINITY = 0x7F800000;

    /** Halfway between the largest value and what would be the next. */
    private static final int F16_OVERFLOW = Float.floatToRawIntBits(65520f);

    private static final int F16_SMALLEST_NORMAL = Float.floatToRawIntBits(0x1p-14f);
    private static final int HALF = Float.floatToRawIntBits(0.5f);

    /** Of the exponents' biases, where a pattern has its exponent. */
    private static final int F16_BIAS_DIFFERENCE = (127 - 15) << 10;

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
        int bits = Float.floatToRawIntBits(value);
        int sign = (bits >>> 16) & 0x8000;
        int magnitude = bits & 0x7FFFFFFF;
        if (magnitude > FLOAT_INFINITY) {
            return (short) (sign | 0x7E00);
        }
        if (magnitude >= F16_OVERFLOW) {
            return (short) (sign | 0x7C00);
        }
        if (magnitude < F16_SMALLEST_NORMAL) { // a sum with 1/2 is rounded to multiples of 2^-24, as subnormals are
            float sum = 0.5f + Float.intBitsToFloat(magnitude);
            return (short) (sign | (Float.floatToRawIntBits(sum) - HALF));
        }
        return (short) (sign | (withoutLow(magnitude, 13) - F16_BIAS_DIFFERENCE));
    }

    /** The bfloat16 pattern nearest to a value, ties to even; beyond the format's range infinity. */
    static short toBf16(float value) {
        int bits = Float.floatToRawIntBits(value);
        if (Float.isNaN(value)) {
            return (short) ((bits >>> 16) | 0x40); // stays no number, whatever of it is cut off
        }
        return (short) withoutLow(bits, 16);
    }

    /** Cuts bits off, rounding to the nearest and ties to even; may carry into the exponent, which is then right. */
    private static int withoutLow(int bits, int count) {
        int halfWithoutTie = (1 << (count - 1)) - 1;
        int lastKept = (bits >>> count) & 1;
        return (bits + halfWithoutTie + lastKept) >>> count;
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
