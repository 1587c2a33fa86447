package dev.engram.eval.metrics;

import java.util.OptionalDouble;

/** A quantity that each record has by itself; over many records it is their mean, each record counting as much as another. */
public non-sealed interface Metric extends Quantity {

    /** The record's own value, a finite number; empty where the record has nothing of it. */
    OptionalDouble of(ScoredEdit edit);
}
