package dev.engram.eval.study;

/**
 * The share of the variance of success that the tracing effect explains beyond the layer.
 *
 * @param share R^2 of both minus R^2 of the layer; never negative
 * @param byChance what 97.5 % of exchanges of the effects among the facts stay below: each fact with another one's effects over the layers
 * @param p the share of exchanges that add as much, by the usual (1 + count) / (1 + exchanges)
 */
public record AddedShare(Statistic share, double byChance, double p) {

    /** The share of exchanges under which it is told from chance. */
    static final double LEVEL = 0.05;

    /** Whether the effect adds more than chance does. */
    public boolean isToldFromChance() {
        return p < LEVEL;
    }
}
