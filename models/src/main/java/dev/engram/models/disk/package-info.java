/**
 * What is the same for all files, whatever they hold: that they are written whole or not at all, what is said where that fails, and what their
 * bytes hash to. Start with {@link dev.engram.models.disk.WholeFile}.
 */
@NullMarked
package dev.engram.models.disk;

import org.jspecify.annotations.NullMarked;
