package dev.engram.models;

/** Hears how far a what-if request has come. Called on the thread that runs it. */
@FunctionalInterface
public interface WhatIfProgress {

    /** Hears nothing. */
    WhatIfProgress NONE = share -> {};

    /**
     * Some more of it is done.
     *
     * @param share of the whole, from 0 to 1
     */
    void advanced(double share);
}
