package dev.engram.models.runtime;

import dev.engram.models.ForwardRequest;
import dev.engram.models.Intervention;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.Tensor;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.tensor.FloatTensor;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What a pass does at its sites: makes the request's changes, then keeps what it captures. */
final class SiteVisits {

    private static final Set<SiteKind> INSIDE_ATTENTION = EnumSet.range(SiteKind.ATTN_Q, SiteKind.ATTN_Z);

    private final Engine engine;
    private final ModelSpec spec;
    private final Set<Site> captures;
    private final Map<Site, List<Intervention>> interventions = new HashMap<>();
    private final Map<Site, List<FloatTensor>> captured = new HashMap<>();

    SiteVisits(Engine engine, ForwardRequest request) {
        this.engine = engine;
        this.spec = engine.spec();
        this.captures = request.captures();
        for (Intervention intervention : request.interventions()) {
            interventions
                    .computeIfAbsent(intervention.site(), site -> new ArrayList<>())
                    .add(intervention);
        }
    }

    Map<Site, List<FloatTensor>> captured() {
        return captured;
    }

    /** Whether anything happens at a site, so that it must be computed for itself. */
    boolean wants(SiteKind kind, int layer) {
        Site site = new Site(kind, layer);
        return captures.contains(site) || interventions.containsKey(site);
    }

    /** Whether anything happens between a block's input and its attention's output. */
    boolean wantsInsideAttention(int layer) {
        return INSIDE_ATTENTION.stream().anyMatch(kind -> wants(kind, layer));
    }

    boolean captures(int layer) {
        return captures.stream().anyMatch(site -> site.layer() == layer);
    }

    /** The highest layer with a capture, -1 for none. */
    int lastCapturedLayer() {
        return captures.stream().mapToInt(Site::layer).max().orElse(-1);
    }

    /** Changes and keeps a site's tensor, which is consumed; the result has the changes. */
    Tensor visit(SiteKind kind, int layer, Tensor tensor, RowLayout rows) {
        if (!wants(kind, layer)) {
            return tensor;
        }
        Site site = new Site(kind, layer);
        Tensor changed = tensor;
        for (Intervention intervention : interventions.getOrDefault(site, List.of())) {
            changed = apply(intervention, changed, rows);
        }
        if (captures.contains(site)) {
            captured.put(site, download(kind, changed, rows));
        }
        return changed;
    }

    private Tensor apply(Intervention intervention, Tensor tensor, RowLayout rows) {
        TouchedBlock block = TouchedBlock.of(intervention, tensor.columns(), rows, spec);
        if (block.isEmpty()) {
            return tensor;
        }
        try (Tensor source = source(intervention, block, tensor)) {
            return engine.overwrite(tensor, block.rows(), block.firstColumn(), source);
        }
    }

    private Tensor source(Intervention intervention, TouchedBlock block, Tensor tensor) {
        if (intervention instanceof Intervention.Add add) {
            try (Tensor values = upload(block, add.values())) {
                return engine.add(read(tensor, block.rows(), block), values);
            }
        }
        if (intervention instanceof Intervention.Replace replace) {
            return upload(block, replace.values());
        }
        if (intervention instanceof Intervention.Restore) {
            return read(tensor, block.restoredFrom(), block);
        }
        return engine.upload(new float[block.rows().length * block.width()], block.rows().length, block.width());
    }

    private Tensor read(Tensor tensor, int[] rows, TouchedBlock block) {
        Tensor whole = engine.gather(tensor, rows);
        if (block.width() == tensor.columns()) {
            return whole;
        }
        try (whole) {
            return engine.columns(whole, block.firstColumn(), block.firstColumn() + block.width());
        }
    }

    private Tensor upload(TouchedBlock block, FloatTensor values) {
        return engine.upload(block.pick(values), block.rows().length, block.width());
    }

    private List<FloatTensor> download(SiteKind kind, Tensor tensor, RowLayout rows) {
        float[] all = engine.download(tensor);
        return IntStream.range(0, rows.sequences())
                .mapToObj(sequence -> kind == SiteKind.ATTN_PATTERN
                        ? pattern(all, tensor.columns(), sequence, rows)
                        : activations(kind, all, tensor.columns(), sequence, rows))
                .toList();
    }

    private FloatTensor activations(SiteKind kind, float[] all, int columns, int sequence, RowLayout rows) {
        int heads = SiteInventory.heads(kind, spec);
        int width = SiteInventory.width(kind, spec);
        int[] ownRows = rows.rowsOf(sequence);
        float[] own = new float[ownRows.length * heads * width];
        for (int i = 0; i < ownRows.length; i++) {
            System.arraycopy(all, ownRows[i] * columns, own, i * heads * width, heads * width);
        }
        return SiteInventory.isByHead(kind)
                ? FloatTensor.wrap(own, ownRows.length, heads, width)
                : FloatTensor.wrap(own, ownRows.length, width);
    }

    private FloatTensor pattern(float[] all, int keys, int sequence, RowLayout rows) {
        int heads = spec.attention().heads();
        int length = rows.rowsOf(sequence).length;
        float[] own = new float[heads * length * length];
        for (int head = 0; head < heads; head++) {
            for (int query = 0; query < length; query++) {
                int row = (sequence * heads + head) * rows.slots() + query;
                System.arraycopy(all, row * keys, own, (head * length + query) * length, length);
            }
        }
        return FloatTensor.wrap(own, heads, length, length);
    }

    /** Whether the last block may be run for some rows alone: nothing of it is kept, and nothing is restored into them from the others. */
    boolean allowsNarrowLastBlock(RowLayout narrow) {
        int last = spec.layers() - 1;
        return !captures(last)
                && !wants(SiteKind.ATTN_PATTERN, last)
                && interventions.values().stream()
                        .flatMap(List::stream)
                        .filter(intervention -> intervention.site().layer() == last)
                        .allMatch(intervention -> holdsSources(intervention, narrow));
    }

    private static boolean holdsSources(Intervention intervention, RowLayout narrow) {
        if (!(intervention instanceof Intervention.Restore restore)) {
            return true;
        }
        return restore.region()
                .sequences()
                .indices()
                .allMatch(sequence -> restore.region()
                        .positions()
                        .indices()
                        .filter(position -> narrow.row(sequence, position) >= 0)
                        .allMatch(position -> narrow.row(restore.fromSequence(), position) >= 0));
    }
}
