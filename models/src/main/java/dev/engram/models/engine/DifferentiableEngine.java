package dev.engram.models.engine;

import dev.engram.models.KlDirection;
import org.jspecify.annotations.Nullable;

/**
 * An engine that also follows gradients back through its seams.
 *
 * <p>Gradients are of activations, not of weights: what an objective changes by for each entry of a tensor, in that tensor's shape. Nothing is
 * recorded on the way up: each operation back is given what it needs of that way, and does not change it.
 */
public interface DifferentiableEngine extends EditableEngine {

    // --- objectives

    /** Logarithms of the softmax of each row: [N, V]. */
    Tensor logProbabilities(Tensor logits);

    /** Single values of a matrix: for each of {@code rows} the one in the column beside it. */
    float[] pick(Tensor tensor, int[] rows, int[] columns);

    /**
     * How log-probabilities of single tokens change with the logits, times a factor: row i is
     * {@code factors[i] (onehot(tokens[i]) - softmax)}.
     *
     * @param logProbabilities [N, V]
     */
    Tensor logProbabilityGradient(Tensor logProbabilities, int[] tokens, float[] factors);

    /** The Kullback-Leibler divergence of each row from its row of another, KL(p || q), both given as log-probabilities, in nats. */
    float[] divergence(Tensor logProbabilities, Tensor from);

    /**
     * How a {@link #divergence} changes with the logits of what is predicted now, each row times a factor: [N, V]. With p now and q before,
     * softmaxes of logits, {@code KL(p || q)} changes by {@code p_i (log p_i - log q_i - KL(p || q))}, {@code KL(q || p)} by
     * {@code p_i - q_i}.
     */
    Tensor divergenceGradient(Tensor now, Tensor before, KlDirection direction, float[] factors);

    // --- back through the seams

    /** From the gradient at the logits to that at the residual: [N, V] to [N, D]. */
    Tensor unembedGradient(Tensor residual, Tensor gradient);

    /**
     * From the gradient at an attention's output to that at the block's input, by way of the attention alone: [N, D] to [N, D].
     *
     * @param residual the block's input, for the query rows
     * @param heads prepared queries of these rows; prepared keys and values of all rows that are seen, the query rows' own last in each
     *     sequence. Keys and values before those are taken as fixed.
     * @param rotation of the query rows; null for models without
     */
    Tensor attentionGradient(
            int layer,
            Tensor residual,
            QueryKeyValue heads,
            @Nullable Tensor rotation,
            AttentionShape shape,
            Tensor mask,
            Tensor gradient);

    /**
     * From the gradient at an MLP's output to that at its input, the residual that it reads: [N, D] to [N, D].
     *
     * @param pre what {@link #mlpPre} gave for this residual
     */
    Tensor mlpGradient(int layer, Tensor residual, Tensor pre, Tensor gradient);
}
