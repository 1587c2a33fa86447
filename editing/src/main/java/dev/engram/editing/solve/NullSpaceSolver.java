package dev.engram.editing.solve;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The delta that changes values of facts inside the null space of the preserved keys (AlphaEdit, Fang et al. 2025, eq. 14; its code has L2 I
 * for the paper's I).
 *
 * <p>For any number of threads.
 */
public final class NullSpaceSolver {

    private final NullSpace space;
    private final double weight;

    /**
     * @param weight L2 > 0, how much the size of the change weighs against the facts: 10 in AlphaEdit's code, 1 in EasyEdit's for Llama
     */
    public NullSpaceSolver(NullSpace space, double weight) {
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("L2 = " + weight + "; it must be positive and finite");
        }
        this.space = space;
        this.weight = weight;
    }

    /**
     * delta^T = U2 (U2^T M U2 + L2 I)^-1 U2^T K R^T with M = K K^T + K_p K_p^T, as N factors, or in full for N >= F. With P = U2 U2^T that is
     * the paper's (P M + L2 I)^-1 P K R^T, since (P M + L2 I) U2 = U2 (U2^T M U2 + L2 I).
     *
     * <p>With H = U2^T [K K_p] the inverse is taken of H H^T + L2 I, [m, m], or of H^T H + L2 I, [N + P, N + P], whichever is smaller:
     * (H H^T + L2 I)^-1 H = H (H^T H + L2 I)^-1.
     *
     * @param past K_p, the keys of this layer's earlier edits
     * @throws IllegalArgumentException if keys are not as wide as the space, the past is another space's, or L2 is lost beside the keys
     */
    public WeightDelta solve(KeyedResiduals facts, PastKeys past) {
        if (past.space() != space) {
            throw new IllegalArgumentException(
                    "past keys of another null space; they begin with PastKeys.none of this one");
        }
        DMatrixRMaj projected = space.project(facts.keys());
        boolean few = past.areKept() && facts.count() + past.count() < space.dimension();
        DMatrixRMaj coordinates = few ? fromFacts(projected, past) : fromDirections(projected, past);
        DMatrixRMaj right = space.liftedRows(coordinates);
        if (facts.count() >= space.width()) {
            return new WeightDelta.Full(Products.plain(facts.residuals(), right));
        }
        return new WeightDelta.Factored(CommonOps_DDRM.transpose(facts.residuals(), null), right);
    }

    /** (H H^T + L2 I)^-1 U2^T K, [m, N]. */
    private DMatrixRMaj fromDirections(DMatrixRMaj projected, PastKeys past) {
        DMatrixRMaj system = past.products();
        CommonOps_DDRM.addEquals(system, Products.transposedSecond(projected, projected));
        return factored(system).solve(projected);
    }

    /** The first N columns of H (H^T H + L2 I)^-1, [m, N]. */
    private DMatrixRMaj fromFacts(DMatrixRMaj projected, PastKeys past) {
        DMatrixRMaj all = CommonOps_DDRM.concatColumns(projected, past.coordinates(), null);
        DMatrixRMaj facts = new DMatrixRMaj(all.numCols, projected.numCols);
        for (int fact = 0; fact < facts.numCols; fact++) {
            facts.set(fact, fact, 1);
        }
        return Products.plain(all, factored(Products.transposedFirst(all, all)).solve(facts));
    }

    private BlockCholesky factored(DMatrixRMaj system) {
        for (int i = 0; i < system.numRows; i++) {
            system.add(i, i, weight);
        }
        return BlockCholesky.of(system, BlockCholesky.roundingOf(system.numRows))
                .orElseThrow(() -> new IllegalArgumentException("L2 = " + weight + " is lost beside the keys"));
    }
}
