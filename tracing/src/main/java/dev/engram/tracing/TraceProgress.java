package dev.engram.tracing;

/** Hears how far a trace has come. Called on the tracing thread. */
@FunctionalInterface
public interface TraceProgress {

    /** Hears nothing. */
    TraceProgress NONE = (done, total) -> {};

    /**
     * Some more cells are done.
     *
     * @param done cells finished so far, of all grids together
     */
    void advanced(int done, int total);
}
