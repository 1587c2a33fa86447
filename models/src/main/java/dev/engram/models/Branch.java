package dev.engram.models;

import java.util.List;

/**
 * A base run with some more changes, made after its own.
 *
 * @param base index of the run in the {@link WhatIfRequest}
 */
public record Branch(int base, List<Change> changes) {

    public Branch {
        changes = List.copyOf(changes);
    }
}
