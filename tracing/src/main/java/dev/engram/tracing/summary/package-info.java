/**
 * What many traces say together: average effects by token role and layer with their intervals, where they peak, and a sentence on how sure
 * that is. Begin with {@link dev.engram.tracing.summary.AverageEffects}.
 */
@NullMarked
package dev.engram.tracing.summary;

import org.jspecify.annotations.NullMarked;
