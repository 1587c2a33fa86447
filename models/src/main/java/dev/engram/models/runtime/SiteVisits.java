package dev.engram.models.runtime;

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

/** What a pass does at its sites: makes the request's changes, then lets what is there be read. */
final class SiteVisits {

    private static final Set<SiteKind> INSIDE_ATTENTION = EnumSet.range(SiteKind.ATTN_Q, SiteKind.ATTN_Z);
    private static final Set<SiteKind> INSIDE_BLOCK = EnumSet.range(SiteKind.ATTN_Q, SiteKind.MLP_OUT);

    private final Engine engine;
    private final ModelSpec spec;
    private final SiteReader reader;
    private final Map<Site, List<Intervention>> interventions = new HashMap<>();

    SiteVisits(Engine engine, List<Intervention> changes, SiteReader reader) {
        this.engine = engine;
        this.spec = engine.spec();
        this.reader = reader;
        for (Intervention intervention : changes) {
            interventions
                    .computeIfAbsent(intervention.site(), site -> new ArrayList<>())
                    .add(intervention);
        }
    }

    /** Whether anything happens at a site, so that it must be computed for itself. */
    boolean wants(SiteKind kind, int layer) {
        Site site = new Site(kind, layer);
        return reader.sites().contains(site) || interventions.containsKey(site);
    }

    /** Whether anything happens between a block's input and its attention's output. */
    boolean wantsInsideAttention(int layer) {
        return INSIDE_ATTENTION.stream().anyMatch(kind -> wants(kind, layer));
    }

    /** Whether anything happens between a block's input and its output. */
    boolean wantsInside(int layer) {
        return INSIDE_BLOCK.stream().anyMatch(kind -> wants(kind, layer));
    }

    private boolean reads(int layer) {
        return reader.sites().stream().anyMatch(site -> site.layer() == layer);
    }

    /** The highest layer that is read, -1 for none. */
    int lastReadLayer() {
        return reader.sites().stream().mapToInt(Site::layer).max().orElse(-1);
    }

    /** Changes a site's tensor, which is consumed, and has it read; the result has the changes. */
    Tensor visit(SiteKind kind, int layer, Tensor tensor, RowLayout rows) {
        if (!wants(kind, layer)) {
            return tensor;
        }
        Site site = new Site(kind, layer);
        Tensor changed = tensor;
        for (Intervention intervention : interventions.getOrDefault(site, List.of())) {
            changed = apply(intervention, changed, rows);
        }
        if (reader.sites().contains(site)) {
            reader.read(site, changed, rows);
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

    /** Whether the last block may be run for some rows alone: nothing of it is read, and nothing is restored into them from the others. */
    boolean allowsNarrowLastBlock(RowLayout narrow) {
        int last = spec.layers() - 1;
        return !reads(last)
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
