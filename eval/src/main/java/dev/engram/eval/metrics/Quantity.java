package dev.engram.eval.metrics;

/** A number that edits of many records are told by. */
public sealed interface Quantity permits Metric, Composite {

    /** What it computes, such as {@code paraphrase.right-likelier}; unique among the quantities of a table. */
    String name();

    /** What the field calls it, such as {@code PS}; empty where it has no name. */
    String fieldName();

    /** Its definition, in a sentence or two. */
    String definition();
}
