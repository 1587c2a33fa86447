package dev.engram.models.runtime;

import dev.engram.models.ForwardRequest;
import dev.engram.models.ForwardResult;
import dev.engram.models.LogitSelection;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.engine.AttentionShape;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.QueryKeyValue;
import dev.engram.models.engine.Tensor;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.spec.PositionScheme;
import dev.engram.models.tensor.FloatTensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One pass of a batch through all blocks, straight down: embed, blocks, unembed. Made for one request and used once.
 *
 * <p>In the last block only the rows whose predictions are asked for are run past the keys and values, where nothing else of it is
 * looked at: the others cannot reach an answer any more.
 */
final class ForwardPass {

    private final Engine engine;
    private final ModelSpec spec;
    private final List<List<Integer>> sequences;
    private final @Nullable KeyValueCache cache;
    private final @Nullable BlockEntry entry;
    private final RowLayout rows;
    private final SiteVisits sites;
    private final Predictions predictions;

    private ForwardPass(
            Engine engine,
            ForwardRequest request,
            SiteReader reader,
            int[] starts,
            @Nullable KeyValueCache cache,
            @Nullable BlockEntry entry) {
        this.engine = engine;
        this.spec = engine.spec();
        this.sequences = request.sequences();
        this.cache = cache;
        this.entry = entry;
        int[] lengths = sequences.stream().mapToInt(ids -> ids.size()).toArray();
        this.rows = RowLayout.of(starts, lengths);
        this.sites = new SiteVisits(engine, request.interventions(), reader);
        this.predictions = new Predictions(engine, request.logits(), rows);
    }

    static ForwardResult run(Engine engine, ForwardRequest request) {
        return run(engine, request, starts(request), null, null);
    }

    /** As {@link #run}, from a block on whose input is known; nothing below it is changed or read. */
    static ForwardResult runFrom(BlockEntry entry, Engine engine, ForwardRequest request) {
        return run(engine, request, starts(request), null, entry);
    }

    private static int[] starts(ForwardRequest request) {
        return new int[request.sequences().size()];
    }

    /** As {@link #run}, for the tokens that follow those in the cache; the cache gets theirs too. */
    static ForwardResult runCached(Engine engine, ForwardRequest request, KeyValueCache cache) {
        return run(engine, request, cache.lengths(), cache, null);
    }

    /** Runs sequences up to the last site that is read, and no further. */
    static void read(Engine engine, List<List<Integer>> sequences, SiteReader reader) {
        ForwardRequest request = ForwardRequest.of(sequences).selecting(new LogitSelection.None());
        new ForwardPass(engine, request, reader, starts(request), null, null).run(Map.of());
    }

    private static ForwardResult run(
            Engine engine,
            ForwardRequest request,
            int[] starts,
            @Nullable KeyValueCache cache,
            @Nullable BlockEntry entry) {
        Captures captures = new Captures(engine, request.captures());
        return new ForwardPass(engine, request, captures, starts, cache, entry).run(captures.captured());
    }

    /** The predictions, and what the reader has captured by the end. */
    private ForwardResult run(Map<Site, List<FloatTensor>> captured) {
        int[] keyPositions = rows.positions();
        if (cache != null) {
            cache.announce(rows);
            keyPositions = cache.keyPositions();
        }
        int layers = predictions.areWanted() ? spec.layers() : sites.lastReadLayer() + 1;
        RowLayout last = lastBlockRows();
        boolean narrows = last != rows;

        Tensor residual = entry == null
                ? sites.visit(SiteKind.EMBED, 0, engine.embed(rows.tokens(sequences)), rows)
                : engine.upload(entry.rows(rows, spec.width()), rows.sequences() * rows.slots(), spec.width());
        try (Positions positions = positions();
                AttentionMasks masks = new AttentionMasks(engine, rows, keyPositions);
                AttentionMasks lastMasks = new AttentionMasks(engine, last, keyPositions)) {
            if (entry == null) {
                residual = positions.addTo(residual);
            }
            for (int layer = entry == null ? 0 : entry.layer(); layer < layers; layer++) {
                boolean narrow = narrows && layer == layers - 1;
                residual = block(layer, residual, positions, narrow ? last : rows, narrow ? lastMasks : masks);
            }
            Predictions.Scores scores = predictions.scores(residual, last);
            return new ForwardResult(
                    captured,
                    predictions.logits(residual, last),
                    scores.logProbabilities(),
                    scores.ranks(),
                    scores.firstChoices());
        } finally {
            residual.close();
        }
    }

    /** The rows that the last block has to bring out: those of the answers where they are enough, else all. */
    private RowLayout lastBlockRows() {
        if (predictions.narrowRows().length == 0) {
            return rows;
        }
        RowLayout narrow = rows.only(predictions.narrowRows());
        return sites.allowsNarrowLastBlock(narrow) ? narrow : rows;
    }

    /** Runs a block: all of {@link #rows} come in, {@code out} go out. Consumes the residual. */
    private Tensor block(int layer, Tensor incoming, Positions positions, RowLayout out, AttentionMasks masks) {
        Tensor residual = sites.visit(SiteKind.RESID_PRE, layer, incoming, rows);
        boolean fused = out == rows && cache == null;
        AttentionShape shape = new AttentionShape(rows.sequences(), rows.slots(), rows.slots());
        if (fused && !sites.wantsInside(layer)) {
            Tensor mask = masks.of(spec.visibility().get(layer));
            Tensor outgoing = engine.block(layer, residual, positions.rotation(), shape, mask);
            return sites.visit(SiteKind.RESID_POST, layer, outgoing, out);
        }
        Tensor attention;
        if (fused && !sites.wantsInsideAttention(layer)) {
            Tensor mask = masks.of(spec.visibility().get(layer));
            attention = engine.attention(layer, residual, positions.rotation(), shape, mask);
        } else {
            QueryKeyValue heads = heads(layer, residual, positions);
            if (out != rows) {
                int[] kept = predictions.narrowRows();
                residual = only(kept, residual);
                heads = new QueryKeyValue(only(kept, heads.query()), heads.key(), heads.value());
            }
            attention = attention(layer, heads, out, masks);
        }
        attention = sites.visit(SiteKind.ATTN_OUT, layer, attention, out);
        switch (spec.topology()) {
            case SEQUENTIAL -> {
                residual = sites.visit(SiteKind.RESID_MID, layer, added(residual, attention), out);
                residual = added(residual, mlp(layer, residual, out));
            }
            case PARALLEL -> {
                Tensor mlp = mlp(layer, residual, out);
                residual = added(added(residual, attention), mlp);
            }
            case ATTENTION_ONLY -> residual = added(residual, attention);
        }
        return sites.visit(SiteKind.RESID_POST, layer, residual, out);
    }

    private QueryKeyValue heads(int layer, Tensor residual, Positions positions) {
        QueryKeyValue projected = engine.queryKeyValue(layer, residual);
        QueryKeyValue visited = new QueryKeyValue(
                sites.visit(SiteKind.ATTN_Q, layer, projected.query(), rows),
                sites.visit(SiteKind.ATTN_K, layer, projected.key(), rows),
                sites.visit(SiteKind.ATTN_V, layer, projected.value(), rows));
        return engine.prepareHeads(layer, visited, positions.rotation());
    }

    private Tensor attention(int layer, QueryKeyValue heads, RowLayout out, AttentionMasks masks) {
        QueryKeyValue all = cache == null ? heads : cache.extend(layer, heads);
        try (heads) {
            AttentionShape shape =
                    new AttentionShape(out.sequences(), out.slots(), all.key().rows() / out.sequences());
            Tensor mask = masks.of(spec.visibility().get(layer));
            Tensor mixed;
            if (sites.wants(SiteKind.ATTN_PATTERN, layer)) {
                Tensor pattern = engine.pattern(all.query(), all.key(), shape, mask);
                try (Tensor visited = sites.visit(SiteKind.ATTN_PATTERN, layer, pattern, out)) {
                    mixed = engine.mix(visited, all.value(), shape);
                }
            } else {
                mixed = engine.attend(all, shape, mask);
            }
            try (Tensor z = sites.visit(SiteKind.ATTN_Z, layer, mixed, out)) {
                return engine.attentionOutput(layer, z);
            }
        }
    }

    private Tensor mlp(int layer, Tensor residual, RowLayout out) {
        if (!sites.wants(SiteKind.MLP_PRE, layer) && !sites.wants(SiteKind.MLP_POST, layer)) {
            return sites.visit(SiteKind.MLP_OUT, layer, engine.mlp(layer, residual), out);
        }
        Tensor projected = engine.mlpPre(layer, residual);
        try (Tensor pre = sites.visit(SiteKind.MLP_PRE, layer, projected, out);
                Tensor post = sites.visit(SiteKind.MLP_POST, layer, engine.mlpPost(layer, pre), out)) {
            return sites.visit(SiteKind.MLP_OUT, layer, engine.mlpOutput(layer, post), out);
        }
    }

    private Tensor added(Tensor residual, Tensor increment) {
        try (increment) {
            return engine.add(residual, increment);
        }
    }

    private Tensor only(int[] kept, Tensor tensor) {
        try (tensor) {
            return engine.gather(tensor, kept);
        }
    }

    private Positions positions() {
        int last = spec.contextLength()
                - 1; // padding behind a cached sequence may lie beyond, where there is no position vector
        int[] positions = IntStream.of(rows.positions())
                .map(position -> Math.min(position, last))
                .toArray();
        return spec.positions() instanceof PositionScheme.Rotary
                ? new Positions(engine, engine.rotation(positions), null)
                : new Positions(engine, null, engine.positionEmbeddings(positions));
    }

    /** What the rows' positions add to the stream or do to its heads: one of the two. Owns its tensor. */
    private record Positions(
            Engine engine,
            @Nullable Tensor rotation,
            @Nullable Tensor embeddings) implements AutoCloseable {

        Tensor addTo(Tensor embedded) {
            return embeddings == null ? embedded : engine.add(embedded, embeddings);
        }

        @Override
        public void close() {
            if (rotation != null) {
                rotation.close();
            }
            if (embeddings != null) {
                embeddings.close();
            }
        }
    }
}
