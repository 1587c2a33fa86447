package dev.engram.tracing.summary;

import dev.engram.tracing.TokenRole;
import java.util.List;

/**
 * Where an average effect is highest.
 *
 * @param layer the lowest of several; the centre of the window where module outputs are restored
 * @param effect its value, a little too high for having been picked as the highest
 * @param contenders the layers of the role that the prompts cannot tell apart from this one, itself included, ascending
 */
public record Peak(TokenRole role, int layer, Estimate effect, List<Integer> contenders) {

    public Peak {
        contenders = List.copyOf(contenders);
        if (!contenders.contains(layer)) {
            throw new IllegalArgumentException("layer " + layer + " is not among its own contenders " + contenders);
        }
    }
}
