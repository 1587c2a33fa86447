package dev.engram.models;

import java.util.List;

/**
 * What the runs of a {@link WhatIfRequest} said.
 *
 * @param bases for each base run the log-probabilities of its readouts
 * @param branches for each branch the log-probabilities of its base run's readouts
 */
public record WhatIfResult(List<List<Double>> bases, List<List<Double>> branches) {

    public WhatIfResult {
        bases = bases.stream().map(List::copyOf).toList();
        branches = branches.stream().map(List::copyOf).toList();
    }
}
