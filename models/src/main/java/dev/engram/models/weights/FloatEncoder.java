package dev.engram.models.weights;

import java.nio.ByteBuffer;

/** Rounds one tensor's numbers to a type, to the nearest and ties to even, and keeps count of what they lose. */
final class FloatEncoder {

    private final String tensor;
    private final ElementType type;
    private final float largest;
    private double greatestError;
    private double squaredErrors;
    private double squares;

    /** @param type {@code F32}, {@code F16}, {@code BF16}, or {@code Q8_0}, whose numbers come in whole blocks */
    FloatEncoder(String tensor, ElementType type) {
        this.tensor = tensor;
        this.type = type;
        this.largest = switch (type) {
            case F16 -> 65504f;
            case BF16 -> 0x1.FEp127f;
            case Q8_0 -> 65504f * 127;
            default -> Float.MAX_VALUE;
        };
    }

    /**
     * Appends numbers.
     *
     * @param target little-endian
     * @throws IllegalArgumentException if one is NaN, infinite or too large for the type; the message names the tensor
     */
    void encode(float[] values, int from, int count, ByteBuffer target) {
        if (type == ElementType.Q8_0) {
            for (int block = from; block < from + count; block += type.blockElements()) {
                appendBlock(values, block, target);
            }
            return;
        }
        for (int i = from; i < from + count; i++) {
            requireFits(values[i]);
            add(values[i], append(values[i], target));
        }
    }

    void requireFits(float value) {
        if (!(Math.abs(value) <= largest)) {
            throw new IllegalArgumentException("the tensor '" + tensor + "' holds " + value + ", which is no " + type);
        }
    }

    /** As ggml's own quantiser: the greatest number becomes 127, halves are rounded away from zero. */
    private void appendBlock(float[] values, int from, ByteBuffer target) {
        float greatest = 0;
        for (int i = from; i < from + type.blockElements(); i++) {
            requireFits(values[i]);
            greatest = Math.max(greatest, Math.abs(values[i]));
        }
        float scale = greatest / 127;
        float inverse = scale == 0 ? 0 : 1 / scale;
        short stored = HalfPrecision.toF16(scale);
        target.putShort(stored);
        for (int i = from; i < from + type.blockElements(); i++) {
            float magnitude = Math.abs(values[i] * inverse);
            float whole = (float) Math.floor(magnitude);
            float rounded = whole + (float) Math.floor(2 * (magnitude - whole));
            byte quantised = (byte) Math.copySign(rounded, values[i]);
            target.put(quantised);
            add(values[i], quantised * HalfPrecision.fromF16(stored));
        }
    }

    /** Gives the value of what was appended. */
    private float append(float value, ByteBuffer target) {
        if (type == ElementType.F16) {
            short pattern = HalfPrecision.toF16(value);
            target.putShort(pattern);
            return HalfPrecision.fromF16(pattern);
        }
        if (type == ElementType.BF16) {
            short pattern = HalfPrecision.toBf16(value);
            target.putShort(pattern);
            return HalfPrecision.fromBf16(pattern);
        }
        target.putFloat(value);
        return value;
    }

    private void add(float exact, float rounded) {
        double error = Math.abs((double) rounded - exact);
        greatestError = Math.max(greatestError, error);
        squaredErrors += error * error;
        squares += (double) exact * exact;
    }

    /** The loss of all numbers so far. */
    RoundingLoss loss() {
        return new RoundingLoss(greatestError, squaredErrors == 0 ? 0 : Math.sqrt(squaredErrors / squares));
    }
}
