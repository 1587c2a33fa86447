/** The ways to edit: from facts to updates of weights. Start with {@link dev.engram.editing.method.Editor}. */
@NullMarked
package dev.engram.editing.method;

import org.jspecify.annotations.NullMarked;
