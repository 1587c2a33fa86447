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

    /** Probabilities of trace cells, the fast way against whole passes: one engine, sums in another order. */
    public static final double PLAIN_CELL = 1e-5;

    /** Probabilities of the real model's trace cells. */
    public static final double REAL_CELL = 1e-4;

    /**
     * Two orders of the same sums in float32, relative by Euclidean norm, a few blocks deep: 64 units in the last place. The worst of the
     * seeded models shows 30; a row that saw its padding would show a hundred thousand.
     */
    public static final double FLOAT32_ROUNDING_RELATIVE = 64 * 0x1p-24;

    /** The same in double precision, of which nothing but the last step to float is seen. */
    public static final double DOUBLE_ROUNDING_RELATIVE = 0x1p-24;

    /** Sums of products of activations in double precision against those of the same as floats: each product has two of them. */
    public static final double PRODUCT_OF_FLOATS_RELATIVE = 0x1p-22;

    /**
     * A gradient of float32 arithmetic against central differences of whole passes, by one plus the gradient's norm: steps of 1/128 leave
     * about 1/100,000 of third derivatives near one.
     */
    public static final double FINITE_DIFFERENCE_RELATIVE = 1e-4;

    /** The length of a value that was searched for in two ways: a dozen steps of Adam, whose direction is the gradient's sign at first. */
    public static final double SEARCHED_VALUE_RELATIVE = 1e-2;

    /**
     * Closed forms in double, relative by Frobenius norm, against another way to the same: systems of condition up to 10^5, so five of sixteen
     * digits, and one to spare.
     */
    public static final double CLOSED_FORM_RELATIVE = 1e-9;

    /** W' k against the value asked for, in double: one solve of a well-conditioned system. */
    public static final double VALUE_RELATIVE = 1e-10;

    /** The same with W' in floats: sums of products that cancel, whose terms are up to a thousand times the value. */
    public static final double FLOAT_VALUE_RELATIVE = 1e-4;

    /** What a change in floats does to keys that it should leave alone, relative to its norm: its own rounding. */
    public static final double FLOAT_UNTOUCHED_RELATIVE = 1e-5;

    /** Closed forms on one thread and on several: the same sums, cut elsewhere. */
    public static final double THREADS_RELATIVE = 1e-12;

    private Tolerances() {}
}
