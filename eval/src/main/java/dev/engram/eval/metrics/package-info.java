/**
 * Metrics of edits, named by what they compute: of a record, from what a model says to all that it asks before the edit and after. Start with
 * {@link dev.engram.eval.metrics.Metrics}; {@code docs/metrics.md} says what the field calls each and where its definition is from. What
 * many records say together is in {@code table}.
 */
@NullMarked
package dev.engram.eval.metrics;

import org.jspecify.annotations.NullMarked;
