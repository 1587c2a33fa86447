package dev.engram.editing.solve;

/** Key statistics whose second moment cannot be inverted. */
public final class SingularStatisticsException extends ArithmeticException {

    private static final long serialVersionUID = 1L;

    private final int layer;
    private final int width;
    private final long count;
    private final double ridge;
    private final double reciprocalCondition;

    SingularStatisticsException(
            KeyStatistics statistics, double ridge, double reciprocalCondition, double least, String remedy) {
        super("the second moment of " + statistics.count() + " keys of width " + statistics.width() + " in layer "
                + statistics.layer() + " cannot be inverted: its reciprocal condition is " + reciprocalCondition
                + ", at least " + least + " is needed, and " + remedy + "; count more tokens, 10 times the width");
        this.layer = statistics.layer();
        this.width = statistics.width();
        this.count = statistics.count();
        this.ridge = ridge;
        this.reciprocalCondition = reciprocalCondition;
    }

    public int layer() {
        return layer;
    }

    /** F. */
    public int width() {
        return width;
    }

    /** n, the number of keys. */
    public long count() {
        return count;
    }

    /** The last ridge tried; 0 if none was. */
    public double ridge() {
        return ridge;
    }

    /** With that ridge; 0 if the matrix is not positive definite at all. */
    public double reciprocalCondition() {
        return reciprocalCondition;
    }
}
