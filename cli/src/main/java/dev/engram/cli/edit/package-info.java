/** {@code engram edit} and its subcommands: facts changed, kept edits, sweeps of settings. Start with {@link dev.engram.cli.edit.EditCommand}. */
@NullMarked
package dev.engram.cli.edit;

import org.jspecify.annotations.NullMarked;
