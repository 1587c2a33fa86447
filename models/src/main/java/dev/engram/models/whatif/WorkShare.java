package dev.engram.models.whatif;

import dev.engram.models.Branch;
import dev.engram.models.WhatIfRequest;
import java.util.List;

/** How much of a request is done, by a count of rows and blocks that overlooks what is shared. */
final class WorkShare {

    private final WhatIfRequest request;
    private final double total;
    private double done;

    WorkShare(int layers, List<List<Branch>> parts, WhatIfRequest request) {
        this.request = request;
        double sum = 0;
        for (List<Branch> part : parts) {
            for (int layer = 0; layer < layers; layer++) {
                sum += rows(part, layer);
            }
        }
        this.total = sum;
    }

    /** The share that is done once a block of a part is. */
    double afterBlock(List<Branch> part, int layer) {
        done += rows(part, layer);
        return Math.min(1, done / total);
    }

    private double rows(List<Branch> part, int layer) {
        double rows =
                request.bases().stream().mapToInt(base -> base.tokens().size()).sum();
        for (Branch branch : part) {
            if (NumberedRun.firstLayer(branch.changes()) <= layer) {
                rows += Parts.rows(branch, request);
            }
        }
        return rows;
    }
}
