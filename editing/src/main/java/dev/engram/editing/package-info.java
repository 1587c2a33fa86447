/** Edits of facts in a model's weights. */
@NullMarked
package dev.engram.editing;

import org.jspecify.annotations.NullMarked;
