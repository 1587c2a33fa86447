package dev.engram.models.whatif;

import java.util.List;

/**
 * Attention of one shape for several runs: the same positions ask, the same are seen.
 *
 * @param asking positions of the queries, ascending
 * @param seenFrom the first position of the keys; they reach to the last query's
 * @param sequences for each run the inputs at the positions of the keys
 * @param rows z of each run's queries, run by run
 */
record AttentionGroup(List<Integer> asking, int seenFrom, List<int[]> sequences, List<Integer> rows) {

    int queries() {
        return asking.size();
    }

    int keys() {
        return asking.get(asking.size() - 1) + 1 - seenFrom;
    }
}
