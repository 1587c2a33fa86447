package dev.engram.models;

import java.util.List;

/**
 * The uncentred second moments of activations, summed up over texts without bringing one of them to the heap: for each site the sum of
 * x xᵀ over all tokens, x the site's values at the token, heads side by side (the statistics of an MLP's keys: Meng et al. 2022, eq. 2,
 * with C = {@code sum / count}).
 *
 * <p>Sums are in double precision, [W, W] for a site of W values. They take 8 W² bytes a site on the model's device until this is closed,
 * which is to be before the model. Used by the model's thread.
 */
public interface SecondMoments extends AutoCloseable {

    /**
     * Adds all tokens of some texts, each text a sequence by itself.
     *
     * @throws IllegalArgumentException if a sequence is empty or longer than the context, or a token is not in the vocabulary; nothing is
     *     added then
     */
    void add(List<List<Integer>> sequences);

    /** Tokens added so far. */
    long count();

    /**
     * The sum of a site: [W, W] row-major, symmetric to the bit; a copy.
     *
     * @throws IllegalArgumentException if the site is none of those asked for
     * @throws ArithmeticException if it holds a value that is not finite
     */
    double[] sum(Site site);

    @Override
    void close();
}
