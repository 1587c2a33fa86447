package dev.engram.models;

import java.util.List;

/**
 * Some runs, and what each would say if something in it were different.
 *
 * @param branches any number of them, in any order; similar ones next to each other need less memory
 * @param memoryBytes how much the activations may take, if the base runs need no more than half of it (else twice what these need); the
 *     branches are run in as many parts as that takes. The parts depend on the request alone
 */
public record WhatIfRequest(List<BaseRun> bases, List<Branch> branches, long memoryBytes) {

    /** Keeps a process with a model of 135 million parameters under 2 GiB; twice as much made a trace of hidden states a tenth faster. */
    public static final long DEFAULT_MEMORY = 96L << 20;

    public WhatIfRequest {
        bases = List.copyOf(bases);
        branches = List.copyOf(branches);
        if (bases.isEmpty()) {
            throw new IllegalArgumentException("a what-if request needs at least one base run");
        }
        if (memoryBytes < 1) {
            throw new IllegalArgumentException("a memory budget of " + memoryBytes + " bytes; it must be positive");
        }
    }

    public static WhatIfRequest of(List<BaseRun> bases, List<Branch> branches) {
        return new WhatIfRequest(bases, branches, DEFAULT_MEMORY);
    }
}
