package dev.engram.editing.solve;

/** Keys that use all directions, so that no change leaves them alone. */
public final class EmptyNullSpaceException extends ArithmeticException {

    private static final long serialVersionUID = 1L;

    private final int layer;
    private final double threshold;
    private final double smallestEigenvalue;

    EmptyNullSpaceException(int layer, double threshold, double smallestEigenvalue, double largestEigenvalue) {
        super("no eigenvalue of the second moment of layer " + layer + "'s keys is under the threshold " + threshold
                + " (they lie between " + smallestEigenvalue + " and " + largestEigenvalue
                + "), so every change would touch what is preserved; take a larger threshold, or a relative one");
        this.layer = layer;
        this.threshold = threshold;
        this.smallestEigenvalue = smallestEigenvalue;
    }

    public int layer() {
        return layer;
    }

    public double threshold() {
        return threshold;
    }

    public double smallestEigenvalue() {
        return smallestEigenvalue;
    }
}
