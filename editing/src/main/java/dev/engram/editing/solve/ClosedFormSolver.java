package dev.engram.editing.solve;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The delta that changes values of facts as asked and those of the preserved keys as little as it can: the common form of ROME (Meng et al.
 * 2022, eq. 2: N = 1, a = 0), EMMET (Gupta et al. 2024: any N) and MEMIT (Meng et al. 2023, eq. 14: a = lambda).
 *
 * <p>For any number of threads.
 */
public final class ClosedFormSolver {

    private final PreservedKeys preserved;

    public ClosedFormSolver(PreservedKeys preserved) {
        this.preserved = preserved;
    }

    /**
     * delta = R (K^T B + a I)^-1 B^T with B = C^-1 K and a = {@code weight}, as N factors.
     *
     * <p>For a > 0 that is MEMIT's R K^T (a C + K K^T)^-1, since (a C + K K^T) B = K (a I + K^T B), and so (a C + K K^T)^-1 K =
     * B (a I + K^T B)^-1. This other form is computed, and delta given in full, where there are as many facts as keys have entries, or more.
     *
     * @throws IllegalArgumentException if keys are not as wide as what is preserved, or one is zero
     * @throws DependentKeysException if no delta gives all facts their values: keys are equal, or sums of others, and a is zero or too
     *     small to tell
     */
    public WeightDelta solve(KeyedResiduals facts, PreservationWeight weight) {
        boolean wide = facts.count() >= preserved.width() && weight.value() > 0;
        return wide ? direct(facts, weight.value()) : factored(facts, weight.value());
    }

    private WeightDelta factored(KeyedResiduals facts, double weight) {
        DMatrixRMaj directions = preserved.solve(facts.keys());
        KeyOverlap overlap = KeyOverlap.of(facts.keys(), directions, weight);
        // With K^T B + a I = L L^T both factors take one L^-1, so neither is larger than the other needs.
        return new WeightDelta.Factored(overlap.solveLower(facts.residuals()), overlap.solveLower(directions));
    }

    private WeightDelta direct(KeyedResiduals facts, double weight) {
        DMatrixRMaj system = preserved.scaled(weight);
        FactoredMoment.requireWidth(preserved.width(), facts.keys());
        CommonOps_DDRM.addEquals(system, Products.transposedSecond(facts.keys(), facts.keys()));
        BlockCholesky factor = BlockCholesky.of(system, BlockCholesky.roundingOf(system.numRows))
                .orElseThrow(() -> new IllegalArgumentException("a weight of " + weight
                        + " for what is preserved is lost beside the keys of " + facts.count() + " facts"));
        DMatrixRMaj solution = factor.solve(Products.transposedSecond(facts.keys(), facts.residuals()));
        return new WeightDelta.Full(CommonOps_DDRM.transpose(solution, null));
    }
}
