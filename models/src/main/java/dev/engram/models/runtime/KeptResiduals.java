package dev.engram.models.runtime;

import dev.engram.models.ForwardRequest;
import dev.engram.models.ForwardResult;
import dev.engram.models.Site;
import dev.engram.models.SiteKind;
import dev.engram.models.tensor.FloatTensor;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The residual stream at the entry of some blocks, on the heap, for batches of sequences that have passed. By whole batches, not by sequences, since
 * products of another number of rows round otherwise.
 */
final class KeptResiduals {

    private final NavigableSet<Integer> layers;
    private final Map<List<List<Integer>>, Map<Integer, List<FloatTensor>>> kept = new HashMap<>();
    private long room;

    /** @param room in bytes; what does not fit is not kept */
    KeptResiduals(Set<Integer> layers, long room) {
        this.layers = new TreeSet<>(layers);
        this.room = room;
    }

    /** A request that also asks for what is to be kept of it. */
    ForwardRequest asking(ForwardRequest request) {
        if (!isPlain(request) || kept.containsKey(request.sequences()) || room <= 0) {
            return request;
        }
        Set<Site> captures = new HashSet<>(request.captures());
        layers.forEach(layer -> captures.add(entry(layer)));
        return request.capturing(captures);
    }

    /** Keeps what {@link #asking} had a request ask for. */
    void keep(ForwardRequest request, ForwardResult result) {
        if (!isPlain(request) || kept.containsKey(request.sequences())) {
            return;
        }
        Map<Integer, List<FloatTensor>> entries = layers.stream()
                .filter(layer -> result.activations().containsKey(entry(layer)))
                .collect(Collectors.toMap(
                        layer -> layer, layer -> result.activations().get(entry(layer))));
        long bytes = entries.values().stream()
                .flatMap(List::stream)
                .mapToLong(tensor -> (long) tensor.size() * Float.BYTES)
                .sum();
        if (bytes <= room && !entries.isEmpty()) {
            kept.put(request.sequences(), entries);
            room -= bytes;
        }
    }

    /**
     * Where a request may begin.
     *
     * @param highest the highest block whose input is the unedited model's
     */
    Optional<BlockEntry> find(ForwardRequest request, int highest) {
        Map<Integer, List<FloatTensor>> entries = kept.get(request.sequences());
        Integer layer = layers.floor(highest);
        if (entries == null
                || layer == null
                || !isPlain(request)
                || request.captures().stream().anyMatch(site -> site.layer() < layer)) {
            return Optional.empty();
        }
        return Optional.ofNullable(entries.get(layer)).map(residuals -> new BlockEntry(layer, residuals));
    }

    private static boolean isPlain(ForwardRequest request) {
        return request.interventions().isEmpty();
    }

    private static Site entry(int layer) {
        return new Site(SiteKind.RESID_PRE, layer);
    }
}
