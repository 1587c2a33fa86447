package dev.engram.models.runtime;

import dev.engram.models.engine.DifferentiableEngine;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.QueryKeyValue;
import dev.engram.models.engine.Tensor;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One block on its way up, with what its way back needs: y = x + A(x) + M(m), where the MLP reads m = x + A(x) in sequential blocks and
 * m = x in parallel ones. Owns its tensors but the outgoing one, which is the next block's incoming.
 */
final class BlockTape implements AutoCloseable {

    private final int layer;
    private final Tensor incoming;
    private final QueryKeyValue heads;
    private final @Nullable Tensor mlpInput;
    private final @Nullable Tensor mlpPre;
    private final Tensor outgoing;

    private BlockTape(
            int layer,
            Tensor incoming,
            QueryKeyValue heads,
            @Nullable Tensor mlpInput,
            @Nullable Tensor mlpPre,
            Tensor outgoing) {
        this.layer = layer;
        this.incoming = incoming;
        this.heads = heads;
        this.mlpInput = mlpInput;
        this.mlpPre = mlpPre;
        this.outgoing = outgoing;
    }

    /** Runs a block; the incoming residual is the tape's from now on. */
    static BlockTape run(Engine engine, int layer, Tensor incoming, TailRows rows) {
        QueryKeyValue heads = rows.heads(layer, incoming);
        Tensor sum;
        try (Tensor z = engine.attend(heads, rows.shape(), rows.mask(layer))) {
            sum = engine.add(engine.attentionOutput(layer, z), incoming);
        }
        return switch (engine.spec().topology()) {
            case ATTENTION_ONLY -> new BlockTape(layer, incoming, heads, null, null, sum);
            case SEQUENTIAL -> withMlp(engine, layer, incoming, heads, sum, sum);
            case PARALLEL -> withMlp(engine, layer, incoming, heads, incoming, sum);
        };
    }

    private static BlockTape withMlp(
            Engine engine, int layer, Tensor incoming, QueryKeyValue heads, Tensor mlpInput, Tensor sum) {
        Tensor pre = engine.mlpPre(layer, mlpInput);
        try (Tensor post = engine.mlpPost(layer, pre)) {
            Tensor outgoing = engine.add(engine.mlpOutput(layer, post), sum);
            if (mlpInput != sum) {
                sum.close();
            }
            return new BlockTape(layer, incoming, heads, mlpInput, pre, outgoing);
        }
    }

    QueryKeyValue heads() {
        return heads;
    }

    Tensor outgoing() {
        return outgoing;
    }

    /** From the gradient at the outgoing residual, which is consumed, to that at the incoming one. */
    Tensor back(DifferentiableEngine engine, TailRows rows, Tensor gradient) {
        return switch (engine.spec().topology()) {
            case ATTENTION_ONLY -> {
                try (gradient) {
                    yield engine.add(throughAttention(engine, rows, gradient), gradient);
                }
            }
            case SEQUENTIAL -> {
                try (gradient;
                        Tensor middle = engine.add(throughMlp(engine, gradient), gradient)) {
                    yield engine.add(throughAttention(engine, rows, middle), middle);
                }
            }
            case PARALLEL -> {
                try (gradient;
                        Tensor attention = throughAttention(engine, rows, gradient)) {
                    yield engine.add(engine.add(throughMlp(engine, gradient), attention), gradient);
                }
            }
        };
    }

    private Tensor throughAttention(DifferentiableEngine engine, TailRows rows, Tensor gradient) {
        return engine.attentionGradient(
                layer, incoming, heads, rows.rotation(), rows.shape(), rows.mask(layer), gradient);
    }

    private Tensor throughMlp(DifferentiableEngine engine, Tensor gradient) {
        return engine.mlpGradient(layer, Objects.requireNonNull(mlpInput), Objects.requireNonNull(mlpPre), gradient);
    }

    @Override
    public void close() {
        closeButKeysValuesAndOutgoing();
        heads.key().close();
        heads.value().close();
    }

    /** For who goes on with these. */
    void closeButKeysValuesAndOutgoing() {
        incoming.close();
        heads.query().close();
        if (mlpInput != null && mlpInput != incoming) {
            mlpInput.close();
        }
        if (mlpPre != null) {
            mlpPre.close();
        }
    }
}
