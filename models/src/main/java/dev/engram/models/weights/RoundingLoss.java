package dev.engram.models.weights;

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
}
