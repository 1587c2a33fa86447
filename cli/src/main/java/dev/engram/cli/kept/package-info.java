/** Files that commands write and read again: runs that can go on, shards of them, and what JSON says of a call, its model and how it was computed. Start with {@link dev.engram.cli.kept.RunFolder}. */
@NullMarked
package dev.engram.cli.kept;

import org.jspecify.annotations.NullMarked;
