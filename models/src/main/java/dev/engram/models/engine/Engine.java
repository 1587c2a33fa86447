package dev.engram.models.engine;

import dev.engram.models.spec.ModelSpec;
import org.jspecify.annotations.Nullable;

/**
 * A decoder's arithmetic on one device, cut at the seams of its residual stream.
 *
 * <p>A row is one token of one sequence; the engine does not know which, except in attention, where an {@link AttentionShape} says it.
 * N rows, D width, H heads, F MLP width, V vocabulary. Everything above (batches, captures, interventions, caches, what-if runs) is written
 * once on top of these operations.
 *
 * <p>Arguments are neither changed nor closed, unless the operation says that it <em>consumes</em> one: that handle is dead afterwards and
 * the result may be in its memory. Results belong to the caller. An engine is used by one thread at a time.
 */
public interface Engine extends AutoCloseable {

    ModelSpec spec();

    // --- the stream's ends

    /** Token embeddings, before positions: [N, D]. */
    Tensor embed(int[] tokens);

    /** Learned position vectors: [N, D]. Only for models that have them. */
    Tensor positionEmbeddings(int[] positions);

    /** Final norm and unembedding: logits, [N, V]. */
    Tensor unembed(Tensor residual);

    // --- attention

    /** Norm and projections of a block, before any norm of the heads and any rotation. */
    QueryKeyValue queryKeyValue(int layer, Tensor residual);

    /** What {@link #prepareHeads} needs to know of the rows' positions, the same for all layers. Only for rotary models. */
    Tensor rotation(int[] positions);

    /**
     * Queries and keys as attention compares them: by head normed, where the model has such norms, then turned by their positions, where it is
     * rotary. Consumes its argument; the values come back as they were.
     *
     * @param rotation of the rows; null for models without
     */
    QueryKeyValue prepareHeads(int layer, QueryKeyValue projected, @Nullable Tensor rotation);

    /**
     * Queries, keys and values of some rows of a residual, prepared for attention.
     *
     * @param rotations of positions from 0 on, as {@link #rotation} makes them; null for models without
     * @param positions of the rows
     */
    default QueryKeyValue project(int layer, Tensor residual, int[] rows, @Nullable Tensor rotations, int[] positions) {
        try (Tensor gathered = gather(residual, rows)) {
            QueryKeyValue projected = queryKeyValue(layer, gathered);
            if (rotations == null) {
                return prepareHeads(layer, projected, null);
            }
            try (Tensor rotation = gather(rotations, positions)) {
                return prepareHeads(layer, projected, rotation);
            }
        }
    }

    /**
     * Attention weights after the softmax: [sequences x H x queries, keys], in this order of rows.
     *
     * @param mask what is added to the scores (0 or negative infinity): [queries, keys] for all sequences, or
     *     [sequences x queries, keys]
     */
    Tensor pattern(Tensor query, Tensor key, AttentionShape shape, Tensor mask);

    /** z: the values mixed by the pattern, heads side by side, [sequences x queries, H x headWidth]. */
    Tensor mix(Tensor pattern, Tensor value, AttentionShape shape);

    /** As {@link #pattern} then {@link #mix}, for when nobody looks at the pattern. */
    default Tensor attend(QueryKeyValue heads, AttentionShape shape, Tensor mask) {
        try (Tensor pattern = pattern(heads.query(), heads.key(), shape, mask)) {
            return mix(pattern, heads.value(), shape);
        }
    }

    /** The output projection of attention, an increment of the residual: [N, D]. */
    Tensor attentionOutput(int layer, Tensor z);

    /**
     * A whole attention, from the residual to its increment, for when nobody looks inside or keeps its keys: every row sees the rows of
     * its own sequence.
     *
     * @param rotation of the rows; null for models without
     */
    default Tensor attention(int layer, Tensor residual, @Nullable Tensor rotation, AttentionShape shape, Tensor mask) {
        QueryKeyValue projected = queryKeyValue(layer, residual);
        try (QueryKeyValue heads = prepareHeads(layer, projected, rotation);
                Tensor z = attend(heads, shape, mask)) {
            return attentionOutput(layer, z);
        }
    }

    // --- MLP, only for models that have one

    /** Norm and input projection: [N, F], or gate and up side by side, [N, 2F]. */
    Tensor mlpPre(int layer, Tensor residual);

    /** The hidden layer after its activation, the output projection's input (ROME's key): [N, F]. */
    Tensor mlpPost(int layer, Tensor pre);

    /** The output projection, an increment of the residual: [N, D]. */
    Tensor mlpOutput(int layer, Tensor post);

    /** As the three above, for when nobody looks inside. */
    default Tensor mlp(int layer, Tensor residual) {
        try (Tensor pre = mlpPre(layer, residual);
                Tensor post = mlpPost(layer, pre)) {
            return mlpOutput(layer, post);
        }
    }

    /**
     * A whole block, from its input to its output, for when nobody looks inside or keeps its keys: every row sees the rows of its own
     * sequence. Consumes {@code residual}.
     *
     * @param rotation of the rows; null for models without
     */
    default Tensor block(int layer, Tensor residual, @Nullable Tensor rotation, AttentionShape shape, Tensor mask) {
        try (Tensor attended = attention(layer, residual, rotation, shape, mask)) {
            return switch (spec().topology()) {
                case SEQUENTIAL -> {
                    Tensor middle = add(residual, attended);
                    try (Tensor added = mlp(layer, middle)) {
                        yield add(middle, added);
                    }
                }
                case PARALLEL -> {
                    try (Tensor added = mlp(layer, residual)) {
                        yield add(add(residual, attended), added);
                    }
                }
                case ATTENTION_ONLY -> add(residual, attended);
            };
        }
    }

    // --- rows

    /** A tensor of the given rows; {@code values} is row-major. */
    Tensor upload(float[] values, int rows, int columns);

    /** A tensor whose values are whatever they are, to be filled by {@link #put}. */
    Tensor allocate(int rows, int columns);

    /** Copies a tensor into the rows of another from {@code firstRow} on: the one operation that changes a tensor under its handle. */
    void put(Tensor target, int firstRow, Tensor rows);

    /** All values, row-major. */
    float[] download(Tensor tensor);

    /** The named rows, in this order, repeats allowed. */
    Tensor gather(Tensor tensor, int[] rows);

    /** Columns {@code from} to {@code to}, the last one excluded. */
    Tensor columns(Tensor tensor, int from, int to);

    /** The rows of one tensor, then those of the other. */
    Tensor concatenate(Tensor first, Tensor second);

    /** The sum. Consumes {@code target}. */
    Tensor add(Tensor target, Tensor increment);

    /** The sums of some rows of one tensor with some of another, pair by pair. */
    default Tensor sum(Tensor first, int[] firstRows, Tensor second, int[] secondRows) {
        try (Tensor increments = gather(second, secondRows)) {
            return add(gather(first, firstRows), increments);
        }
    }

    /**
     * The target with a block of it put to new values. Consumes {@code target}.
     *
     * @param rows distinct rows of the target
     * @param firstColumn the block's first column; it is as wide as the source
     * @param source one row for each of {@code rows}
     */
    Tensor overwrite(Tensor target, int[] rows, int firstColumn, Tensor source);

    // --- reductions

    /** log softmax at single places: for each of {@code rows} of the logits the log-probability of the token beside it. */
    double[] logProbabilities(Tensor logits, int[] rows, int[] tokens);

    /**
     * How many tokens come before some: for each of {@code rows} of the logits the number of those with a higher logit than the token beside
     * it, or the same and a lower id.
     */
    int[] ranks(Tensor logits, int[] rows, int[] tokens);

    /** The token with the highest logit in each of {@code rows}, the one with the lowest id among equals. */
    int[] firstChoices(Tensor logits, int[] rows);

    /** A sum of outer products of rows of W values, with nothing in it yet. */
    OuterProductSum outerProductSum(int width);

    @Override
    void close();
}
