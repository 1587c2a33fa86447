package dev.engram.editing.solve;

import org.ejml.data.DMatrixRMaj;

/**
 * The keys whose values an update should leave as they are, as C^-1: made once for a layer, then used for all of its updates. Immutable, so
 * it can be shared between threads.
 */
public sealed interface PreservedKeys permits FactoredMoment, IdentityMoment {

    /**
     * The keys that were counted. Where C cannot be inverted to rounding (too few tokens, sums in float32), the smallest of the ridges 10^-8,
     * 10^-7, ... 10^-2 times C's mean diagonal entry that mends it is added to its diagonal; {@link #ridge} says which.
     *
     * @throws SingularStatisticsException if none does
     */
    static PreservedKeys of(KeyStatistics statistics) {
        return FactoredMoment.withSmallestRidge(statistics);
    }

    /**
     * The keys that were counted, and nothing else.
     *
     * @throws SingularStatisticsException if C cannot be inverted to rounding
     */
    static PreservedKeys withoutRidge(KeyStatistics statistics) {
        return FactoredMoment.withoutRidge(statistics);
    }

    /** C = I: all directions of keys alike, as many public settings have it ("mom2_adjustment" false). */
    static PreservedKeys identity(int width) {
        return new IdentityMoment(width);
    }

    /** F. */
    int width();

    /**
     * C^-1 K.
     *
     * @param keys K, [F, N]
     * @return [F, N], fresh
     * @throws IllegalArgumentException if the keys are not F wide
     */
    DMatrixRMaj solve(DMatrixRMaj keys);

    /** factor C, with the ridge, [F, F], fresh. */
    DMatrixRMaj scaled(double factor);

    /** What was added to C's diagonal; 0 if nothing. */
    double ridge();

    /** 1 / (|C|_1 |C^-1|_1), an estimate within a small factor: 1 at best; the digits that a solve loses are about its logarithm. */
    double reciprocalCondition();
}
