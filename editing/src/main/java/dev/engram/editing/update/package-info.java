/**
 * What an edit changes: W + delta for the MLP output projection W of one layer, [D, F], outputs first whatever the file has. Begin with
 * {@link dev.engram.editing.update.WeightUpdate}. Values are floats, as they are saved; sums are made in double.
 */
@NullMarked
package dev.engram.editing.update;

import org.jspecify.annotations.NullMarked;
