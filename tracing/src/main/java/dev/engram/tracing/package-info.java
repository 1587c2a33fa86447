/** Causal tracing: clean, corrupted and restored runs (Meng et al. 2022, section 2). */
@NullMarked
package dev.engram.tracing;

import org.jspecify.annotations.NullMarked;
