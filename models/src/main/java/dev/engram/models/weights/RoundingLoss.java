package dev.engram.models.weights;

import dev.engram.models.tensor.FloatTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What a tensor lost when its numbers were rounded to a type.
 *
 * @param maxAbsolute the greatest |rounded - exact| of an element
 * @param relativeFrobenius |rounded - exact| by |exact|, both as Frobenius norms; 0 for a tensor of zeros
 */
public record RoundingLoss(double maxAbsolute, double relativeFrobenius) {

    public RoundingLoss {
        if (!(maxAbsolute >= 0) || !(relativeFrobenius >= 0)) {
            throw new IllegalArgumentException(
                    "a loss of " + maxAbsolute + " at most and " + relativeFrobenius + " in all is none");
        }
    }

    /**
     * What a tensor loses in a type, to the nearest and ties to even.
     *
     * @param type {@code F32}, {@code F16} or {@code BF16}
     * @throws IllegalArgumentException if a number is NaN, infinite or too large for the type
     */
    public static RoundingLoss of(FloatTensor exact, ElementType type) {
        FloatEncoder encoder = new FloatEncoder("tensor of shape " + exact.shape(), type);
        float[] values = exact.toArray();
        ByteBuffer row = ByteBuffer.allocate(values.length * type.blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
        encoder.encode(values, 0, values.length, row);
        return encoder.loss();
    }
}
