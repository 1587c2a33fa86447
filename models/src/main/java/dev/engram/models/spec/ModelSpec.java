package dev.engram.models.spec;

import java.util.List;
import java.util.Optional;

/**
 * What a decoder is, without its numbers: sizes, and which of the known parts it is built of.
 *
 * @param family as {@code config.json} names it, such as {@code gpt2}
 * @param width D, entries of the residual stream
 * @param vocabulary V, rows of the token embedding
 * @param contextLength most positions that the model was made for
 * @param mlp absent where the topology has none
 * @param visibility which keys a query sees, for each of the L layers
 * @param tied whether the unembedding is the token embedding
 */
public record ModelSpec(
        String family,
        int width,
        int vocabulary,
        int contextLength,
        AttentionSpec attention,
        Optional<MlpSpec> mlp,
        Normalization normalization,
        PositionScheme positions,
        Topology topology,
        List<Visibility> visibility,
        boolean tied) {

    public ModelSpec {
        visibility = List.copyOf(visibility);
        if (visibility.isEmpty() || width < 1 || vocabulary < 1 || contextLength < 1) {
            throw new IllegalArgumentException("a model of " + visibility.size() + " layers, width " + width
                    + ", vocabulary " + vocabulary + " and context length " + contextLength + " is none");
        }
        if (positions instanceof PositionScheme.Rotary rotary && rotary.width() > attention.headWidth()) {
            throw new IllegalArgumentException("rotary positions turn " + rotary.width()
                    + " entries of a head, which has " + attention.headWidth());
        }
        if (mlp.isPresent() == (topology == Topology.ATTENTION_ONLY)) {
            throw new IllegalArgumentException("blocks of topology " + topology
                    + (mlp.isPresent() ? " have no MLP, not " : " have an MLP, not ") + mlp);
        }
    }

    /** L, the number of blocks. */
    public int layers() {
        return visibility.size();
    }
}
