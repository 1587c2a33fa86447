/** Checkpoint files, memory-mapped and checked before use. Start with {@link dev.engram.models.weights.Checkpoint}. */
@NullMarked
package dev.engram.models.weights;

import org.jspecify.annotations.NullMarked;
