/**
 * The value v*: what an MLP must put out at a subject's last token for the model to say something new, found by gradient. Start with
 * {@link dev.engram.editing.value.ValueOptimizer}.
 */
@NullMarked
package dev.engram.editing.value;

import org.jspecify.annotations.NullMarked;
