package dev.engram.models.whatif;

import dev.engram.models.Branch;
import dev.engram.models.Change;
import dev.engram.models.WhatIfRequest;
import dev.engram.models.spec.ModelSpec;
import dev.engram.models.tensor.IndexRange;
import java.util.ArrayList;
import java.util.List;

/** Divides the branches of a request so that the activations of each part fit into its memory budget. */
final class Parts {

    private Parts() {}

    /** Ranges of branches, in their order; one empty part where there are no branches. */
    static List<List<Branch>> of(ModelSpec spec, WhatIfRequest request) {
        long rowBytes = rowBytes(spec);
        long bases =
                request.bases().stream().mapToLong(base -> base.tokens().size()).sum() * rowBytes;
        long budget = Math.max(
                request.memoryBytes(), 2 * bases); // each part runs the base runs: they are to be half of it at most
        List<List<Branch>> parts = new ArrayList<>();
        int start = 0;
        long bytes = bases;
        for (int i = 0; i < request.branches().size(); i++) {
            long more = rows(request.branches().get(i), request) * rowBytes;
            if (i > start && bytes + more > budget) {
                parts.add(request.branches().subList(start, i));
                start = i;
                bytes = bases;
            }
            bytes += more;
        }
        parts.add(request.branches().subList(start, request.branches().size()));
        return parts;
    }

    /** A row's numbers at the moment when most of its stages are held: input, queries, keys, values, z, attention output, block output. */
    private static long rowBytes(ModelSpec spec) {
        return Float.BYTES
                * (3L * spec.width()
                        + 2L * spec.attention().queryWidth()
                        + 2L * spec.attention().keyValueWidth());
    }

    /** The rows that a branch has of its own, at most. */
    static int rows(Branch branch, WhatIfRequest request) {
        int length = request.bases().get(branch.base()).tokens().size();
        int from = branch.changes().stream()
                .map(Change::positions)
                .mapToInt(IndexRange::from)
                .min()
                .orElse(length);
        return length - from;
    }
}
