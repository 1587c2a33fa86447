package dev.engram.models;

import java.util.List;

/**
 * A text in a {@link WhatIfRequest}, such as the clean one, or one with noise on its subject.
 *
 * @param tokens at least one
 * @param changes that this run itself has; values of another run come from an earlier one of the request
 * @param readouts what is read of this run, and of each of its branches
 */
public record BaseRun(List<Integer> tokens, List<Change> changes, List<Readout> readouts) {

    /** The token whose log-probability is asked for, as predicted at a position for the one after it. */
    public record Readout(int position, int token) {}

    public BaseRun {
        tokens = List.copyOf(tokens);
        changes = List.copyOf(changes);
        readouts = List.copyOf(readouts);
    }
}
