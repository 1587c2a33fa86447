package dev.engram.tracing;

/** Hears how far a trace has come. Called on the tracing thread. */
@FunctionalInterface
public interface TraceProgress {

    /** Hears nothing. */
    TraceProgress NONE = share -> {};

    /**
     * Some more of the trace is done.
     *
     * @param share of the whole, from 0 to 1
     */
    void advanced(double share);
}
