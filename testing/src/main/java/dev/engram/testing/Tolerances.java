package dev.engram.testing;

/** How far two numbers that should be equal may lie apart, each with its reason. */
public final class Tolerances {

    /** Logits, residuals and patterns of the tiny models against another implementation: float32 sums in another order, values up to about 30. */
    public static final double TINY_ACTIVATION = 1e-4;

    /** Probabilities of trace cells of the tiny models against another implementation. */
    public static final double TINY_CELL = 1e-5;

    /** The real model's ten highest logits: float32 through 30 blocks, residual norms up to 700. */
    public static final double REAL_LOGIT = 2e-3;

    /** The real model's residual norms, relative. */
    public static final double REAL_NORM_RELATIVE = 1e-4;

    /** Probabilities of the real model's trace cells. */
    public static final double REAL_CELL = 1e-4;

    /** A padded row against the same row alone, relative, by Euclidean norm: only the order of float32 sums differs. */
    public static final double PADDING_RELATIVE = 1e-6;

    private Tolerances() {}
}
