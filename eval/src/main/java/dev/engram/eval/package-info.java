/**
 * What edits do to a model: recall before and after ({@code recall}), whether the model is still sound ({@code health}), and runs over cases.
 * Start with {@link dev.engram.eval.EditTrial}.
 */
@NullMarked
package dev.engram.eval;

import org.jspecify.annotations.NullMarked;
