package dev.engram.models;

import dev.engram.models.tensor.FloatTensor;
import java.util.Map;
import java.util.Set;

/**
 * A decoder whose MLP output projections can be exchanged: mlp.out = W mlp.post + b, with W [D, F]. It is differentiable too, since methods
 * that choose a new W need gradients.
 */
public interface EditableModel extends DifferentiableModel {

    /**
     * W of a layer as it is now: [D, F], outputs first whichever way round its file has it.
     *
     * @throws IllegalArgumentException if the model has no MLP at this layer
     */
    FloatTensor outputProjection(int layer);

    /**
     * b of a layer: [D], zeros for a model without.
     *
     * @throws IllegalArgumentException if the model has no MLP at this layer
     */
    FloatTensor outputBias(int layer);

    /**
     * Puts other matrices in the place of those that are there, until the scope is closed; then these are back, bit for bit. Scopes are
     * closed in the reverse order of their opening.
     *
     * @param weights W by layer, [D, F] each
     * @throws IllegalArgumentException if none is given, a layer has no MLP, or a matrix another shape or a value that is NaN or infinite
     */
    ReplacedWeights replaceOutputProjections(Map<Integer, FloatTensor> weights);

    /**
     * A memory of what blocks below an edit make of texts, empty at first. One is used at a time.
     *
     * @param layers whose inputs are kept: the lowest ones that edits will change; not those of the first and the last block, where it would not pay
     * @param bytes of heap that it may take
     * @throws IllegalArgumentException if the model has no such layer
     * @throws IllegalStateException if another is in use
     */
    LowerBlocks lowerBlocks(Set<Integer> layers, long bytes);

    /** Weights that are exchanged until this is closed, which may be done twice. */
    interface ReplacedWeights extends AutoCloseable {

        /**
         * Puts the weights before back.
         *
         * @throws IllegalStateException if weights that were exchanged after these still are
         */
        @Override
        void close();
    }
}
