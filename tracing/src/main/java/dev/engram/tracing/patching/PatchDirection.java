package dev.engram.tracing.patching;

/** Which run gets the other's values. The two answer different questions: neither grid follows from the other. */
public enum PatchDirection {
    /** The clean run's values are put into the corrupted run: what is enough to bring the answer back. */
    DENOISE("denoise"),
    /** The corrupted run's values are put into the clean run: what the answer cannot do without. */
    NOISE("noise");

    private final String label;

    PatchDirection(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
