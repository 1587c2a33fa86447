package dev.engram.editing.solve;

/** Facts that cannot all be met, because the key of one is another's, or a sum of others'. */
public final class DependentKeysException extends ArithmeticException {

    private static final long serialVersionUID = 1L;

    private final int facts;
    private final int first;
    private final int second;
    private final double cosine;

    DependentKeysException(int facts, int first, int second, double cosine) {
        super("the keys of " + facts
                + " facts are not independent, so that no change gives each its own value; most alike are those of facts "
                + first + " and " + second + " (cosine " + cosine
                + "); join facts that have one key, or give what is preserved a weight over 0");
        this.facts = facts;
        this.first = first;
        this.second = second;
        this.cosine = cosine;
    }

    /** N. */
    public int facts() {
        return facts;
    }

    /** The two facts whose keys are most alike, from 0: this one. */
    public int first() {
        return first;
    }

    /** And that one. */
    public int second() {
        return second;
    }

    /** Of the angle between the two by the measure k^T C^-1 k: 1 for equal keys, less if it takes several facts to make another's key. */
    public double cosine() {
        return cosine;
    }
}
