/** Edits in files. Start with {@link dev.engram.editing.saved.SavedEdits}. */
@NullMarked
package dev.engram.editing.saved;

import org.jspecify.annotations.NullMarked;
