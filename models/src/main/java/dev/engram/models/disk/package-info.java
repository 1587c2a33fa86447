/**
 * What is the same for all files, whatever they hold: what their bytes hash to. Start with {@link dev.engram.models.disk.Digest}.
 */
@NullMarked
package dev.engram.models.disk;

import org.jspecify.annotations.NullMarked;
