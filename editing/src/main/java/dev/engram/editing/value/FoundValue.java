package dev.engram.editing.value;

import dev.engram.models.tensor.FloatTensor;
import java.util.List;

/**
 * What a search ended with.
 *
 * @param delta what is to be added at the subject's last token: [D]
 * @param losses the loss at each step, delta's own as the last
 */
public record FoundValue(FloatTensor delta, List<LossPoint> losses) {

    public FoundValue {
        losses = List.copyOf(losses);
    }

    /** The loss with delta added. */
    public double finalLoss() {
        return losses.get(losses.size() - 1).total();
    }
}
