package dev.engram.eval.health;

import dev.engram.models.tensor.FloatTensor;
import dev.engram.models.weights.ElementType;
import dev.engram.models.weights.RoundingLoss;
import java.util.Optional;

/**
 * What is lost of an edit where an edited weight is stored in fewer bits than the float32 that it was computed in.
 *
 * @param layer whose MLP output projection it is
 * @param type that it is stored in
 * @param maxAbsolute the greatest change of a weight by rounding
 * @param shareOfUpdate |rounded - exact| over |edited - own|, as Frobenius norms: what rounding moves beside what the edit moves
 */
public record StorageLoss(int layer, ElementType type, double maxAbsolute, double shareOfUpdate) {

    /**
     * The loss of a layer's weight; empty where the edit leaves it as it is.
     *
     * @param own W before the edit
     * @param edited W' of the same shape
     * @param type {@code F32}, {@code F16} or {@code BF16}
     * @throws IllegalArgumentException if a number is too large for the type
     */
    public static Optional<StorageLoss> of(int layer, FloatTensor own, FloatTensor edited, ElementType type) {
        float[] before = own.toArray();
        float[] after = edited.toArray();
        double moved = 0;
        for (int i = 0; i < after.length; i++) {
            double change = (double) after[i] - before[i];
            moved += change * change;
        }
        if (moved == 0) {
            return Optional.empty();
        }
        RoundingLoss loss = RoundingLoss.of(edited, type);
        return Optional.of(new StorageLoss(
                layer, type, loss.maxAbsolute(), loss.relativeFrobenius() * edited.norm() / Math.sqrt(moved)));
    }
}
