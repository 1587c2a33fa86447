/**
 * Causal tracing: clean, corrupted and restored runs (Meng et al. 2022, section 2). Start with {@link dev.engram.tracing.CausalTracer} for a
 * prompt, {@link dev.engram.tracing.ListTracer} for a list.
 */
@NullMarked
package dev.engram.tracing;

import org.jspecify.annotations.NullMarked;
