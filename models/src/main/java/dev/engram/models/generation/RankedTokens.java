package dev.engram.models.generation;

/**
 * Token ids from the highest logit down, among equal ones the lowest id first. They are found as they are asked for: V steps to begin with
 * and log V for each, since a draw looks at few of them.
 */
final class RankedTokens {

    /** A heap of the tokens not yet ranked, the likeliest on top; behind it, from the end down, those that are. */
    private final long[] keys;

    private int unranked;

    RankedTokens(float[] logits) {
        keys = new long[logits.length];
        for (int id = 0; id < logits.length; id++) {
            keys[id] = key(logits[id], id);
        }
        unranked = keys.length;
        for (int parent = keys.length / 2 - 1; parent >= 0; parent--) {
            sink(parent);
        }
    }

    /** The smaller, the likelier: the logit's bits, which but for the sign order as the logit does, then the id. */
    private static long key(float logit, int id) {
        int bits = Float.floatToIntBits(logit);
        int ascending = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        return (long) ~ascending << 32 | id;
    }

    /** The id of a rank, 0 for the likeliest. */
    int id(int rank) {
        while (keys.length - unranked <= rank) {
            long top = keys[0];
            keys[0] = keys[--unranked];
            keys[unranked] = top;
            sink(0);
        }
        return (int) keys[keys.length - 1 - rank];
    }

    private void sink(int from) {
        long key = keys[from];
        int hole = from;
        for (int child = 2 * hole + 1; child < unranked; child = 2 * hole + 1) {
            if (child + 1 < unranked && keys[child + 1] < keys[child]) {
                child++;
            }
            if (keys[child] >= key) {
                break;
            }
            keys[hole] = keys[child];
            hole = child;
        }
        keys[hole] = key;
    }
}
