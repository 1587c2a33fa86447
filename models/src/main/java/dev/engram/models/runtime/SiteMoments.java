package dev.engram.models.runtime;

import dev.engram.models.SecondMoments;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.engine.Engine;
import dev.engram.models.engine.OuterProductSum;
import dev.engram.models.engine.Tensor;
import dev.engram.models.spec.ModelSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Second moments read off passes that end with the last wanted layer. Owns its sums. */
final class SiteMoments implements SecondMoments, SiteReader {

    /** Rows of a pass: enough for products at full speed; more would only take more memory. */
    private static final int ROWS = 1024;

    private final Engine engine;
    private final Map<Site, OuterProductSum> sums = new TreeMap<>();
    private long count;

    SiteMoments(Engine engine, Set<Site> sites) {
        this.engine = engine;
        for (Site site : sites) {
            sums.put(site, engine.outerProductSum(width(site)));
        }
    }

    /** Refuses sites that the model does not have, or that have no row for each token. */
    static void require(Set<Site> sites, ModelSpec spec) {
        if (sites.isEmpty()) {
            throw new IllegalArgumentException("second moments of no site are asked for; name at least one");
        }
        for (Site site : sites) {
            SiteInventory.require(site, spec);
            if (site.kind() == SiteKind.ATTN_PATTERN) {
                throw new IllegalArgumentException(
                        site + " has no second moment: how many values a token has there depends on its text");
            }
        }
    }

    private int width(Site site) {
        return SiteInventory.heads(site.kind(), engine.spec()) * SiteInventory.width(site.kind(), engine.spec());
    }

    @Override
    public void add(List<List<Integer>> sequences) {
        RequestCheck.requireTokens(sequences, engine.spec());
        List<Integer> lengths = sequences.stream().map(List::size).toList();
        for (List<Integer> batch : Batches.of(lengths, ROWS)) {
            ForwardPass.read(engine, batch.stream().map(sequences::get).toList(), this);
            count += batch.stream().mapToLong(lengths::get).sum();
        }
    }

    @Override
    public Set<Site> sites() {
        return sums.keySet();
    }

    @Override
    public void read(Site site, Tensor tensor, RowLayout rows) {
        OuterProductSum sum = Objects.requireNonNull(sums.get(site));
        int width = width(site);
        if (tensor.columns() == width) {
            addTokens(sum, tensor, rows);
        } else { // a gate with what it gates beside it
            try (Tensor own = engine.columns(tensor, 0, width)) {
                addTokens(sum, own, rows);
            }
        }
    }

    private void addTokens(OuterProductSum sum, Tensor tensor, RowLayout rows) {
        int[] tokens = IntStream.range(0, tensor.rows())
                .filter(row -> !rows.isPadding(row))
                .toArray();
        if (tokens.length == tensor.rows()) {
            sum.add(tensor);
        } else {
            try (Tensor gathered = engine.gather(tensor, tokens)) {
                sum.add(gathered);
            }
        }
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public double[] sum(Site site) {
        OuterProductSum sum = sums.get(site);
        if (sum == null) {
            throw new IllegalArgumentException(site + " is not summed up; what is are " + sums.keySet());
        }
        double[] values = sum.values();
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new ArithmeticException("the second moment of " + site + " holds " + value
                        + ": the model's weights hold NaN or infinity, or overflow");
            }
        }
        return values;
    }

    @Override
    public void close() {
        sums.values().forEach(OuterProductSum::close);
    }
}
