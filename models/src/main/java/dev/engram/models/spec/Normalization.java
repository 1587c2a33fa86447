package dev.engram.models.spec;

/**
 * How a block normalises what it reads.
 *
 * @param epsilon added to the mean square before the root
 */
public record Normalization(Kind kind, double epsilon) {

    /** What is taken out of a row before its gain. */
    public enum Kind {
        /** Mean and standard deviation; gain and bias. */
        LAYER_NORM,
        /** Root mean square only; a gain, no bias. */
        RMS_NORM
    }
}
