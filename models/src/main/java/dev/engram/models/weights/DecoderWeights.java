package dev.engram.models.weights;

import dev.engram.models.spec.ModelSpec;
import java.util.List;
import java.util.Optional;

/**
 * All parameters of a decoder, by role, still in their files: what an engine loads.
 *
 * @param tokenEmbedding [V, D]
 * @param positionEmbedding [context, D], for learned positions
 * @param unembedding [V, D]; the token embedding where the model is tied, with a bias in some families
 */
public record DecoderWeights(
        ModelSpec spec,
        WeightMatrix tokenEmbedding,
        Optional<WeightMatrix> positionEmbedding,
        List<BlockWeights> blocks,
        NormWeights finalNorm,
        LinearWeights unembedding) {

    public DecoderWeights {
        blocks = List.copyOf(blocks);
        if (blocks.size() != spec.layers()) {
            throw new IllegalArgumentException(
                    "weights of " + blocks.size() + " blocks for a model of " + spec.layers() + " layers");
        }
        if (blocks.stream()
                .anyMatch(block -> block.mlp().isPresent() != spec.mlp().isPresent())) {
            throw new IllegalArgumentException("blocks of topology " + spec.topology()
                    + (spec.mlp().isPresent()
                            ? " have an MLP, but weights lack one"
                            : " have no MLP, but weights hold one"));
        }
        if (blocks.stream()
                .anyMatch(block ->
                        block.headNorms().isPresent() != spec.attention().headNorms())) {
            throw new IllegalArgumentException("attention "
                    + (spec.attention().headNorms()
                            ? "with norms of its heads, but weights lack"
                            : "without norms of its heads, but weights hold")
                    + " some");
        }
    }

    /**
     * W of a layer's MLP, [D, F].
     *
     * @throws IllegalArgumentException if there is no such layer, or it has no MLP
     */
    public WeightMatrix outputProjection(int layer) {
        if (layer < 0 || layer >= blocks.size()) {
            throw new IllegalArgumentException(
                    "layer " + layer + " is none of the model's, which are 0 to " + (blocks.size() - 1));
        }
        return blocks.get(layer)
                .mlp()
                .orElseThrow(() -> new IllegalArgumentException(
                        "layer " + layer + " has no MLP, whose output projection could be changed"))
                .output()
                .matrix();
    }
}
