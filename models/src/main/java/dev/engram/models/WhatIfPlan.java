package dev.engram.models;

/**
 * The work of a {@link WhatIfRequest}, and of the plain way: a whole pass over all tokens of each base run and each branch, with the
 * logits of the readouts alone.
 *
 * @param parts into which the memory budget divides the branches; each runs the base runs anew
 * @param planned what is computed
 * @param plain what whole passes would compute
 */
public record WhatIfPlan(int parts, Work planned, Work plain) {

    /**
     * Rows (a token of a run) that pass each matrix.
     *
     * @param projected through queries, keys and values of a block, all blocks together
     * @param attended through the output projection of an attention
     * @param mlp through an MLP
     * @param unembedded to logits
     * @param multiplyAdds of all these products
     */
    public record Work(long projected, long attended, long mlp, long unembedded, double multiplyAdds) {

        private Work plus(Work other) {
            return new Work(
                    projected + other.projected,
                    attended + other.attended,
                    mlp + other.mlp,
                    unembedded + other.unembedded,
                    multiplyAdds + other.multiplyAdds);
        }
    }

    /** The work of two requests together. */
    public WhatIfPlan plus(WhatIfPlan other) {
        return new WhatIfPlan(parts + other.parts, planned.plus(other.planned), plain.plus(other.plain));
    }

    /** How many times less is computed than in the plain way. */
    public double saving() {
        return plain.multiplyAdds / planned.multiplyAdds;
    }
}
