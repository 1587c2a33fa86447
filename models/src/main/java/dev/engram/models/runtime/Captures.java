package dev.engram.models.runtime;

import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.Tensor;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.tensor.FloatTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Brings the activations of sites to the heap, sequence by sequence. */
final class Captures implements SiteReader {

    private final Engine engine;
    private final ModelSpec spec;
    private final Set<Site> sites;
    private final Map<Site, List<FloatTensor>> captured = new HashMap<>();

    Captures(Engine engine, Set<Site> sites) {
        this.engine = engine;
        this.spec = engine.spec();
        this.sites = sites;
    }

    @Override
    public Set<Site> sites() {
        return sites;
    }

    /** One tensor a sequence for each site that the pass came by. */
    Map<Site, List<FloatTensor>> captured() {
        return captured;
    }

    @Override
    public void read(Site site, Tensor tensor, RowLayout rows) {
        float[] all = engine.download(tensor);
        captured.put(
                site,
                IntStream.range(0, rows.sequences())
                        .mapToObj(sequence -> site.kind() == SiteKind.ATTN_PATTERN
                                ? pattern(all, tensor.columns(), sequence, rows)
                                : activations(site.kind(), all, tensor.columns(), sequence, rows))
                        .toList());
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
}
