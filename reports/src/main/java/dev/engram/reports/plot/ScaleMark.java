package dev.engram.reports.plot;

/** A value with a name on a scale, such as the clean probability. */
public record ScaleMark(String name, double value) {

    public ScaleMark {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("the mark '" + name + "' at " + value + "; a scale holds finite values");
        }
    }
}
