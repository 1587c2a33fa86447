/**
 * What many records say together: means of metrics with their intervals, for several methods beside each other, and their paired differences.
 * Start with {@link dev.engram.eval.metrics.table.MetricTable}.
 */
@NullMarked
package dev.engram.eval.metrics.table;

import org.jspecify.annotations.NullMarked;
