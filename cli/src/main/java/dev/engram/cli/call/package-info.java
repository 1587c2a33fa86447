/** What all commands share: their parent, the environment, options, and how failures are told. Start with {@link dev.engram.cli.call.EngramCommand}. */
@NullMarked
package dev.engram.cli.call;

import org.jspecify.annotations.NullMarked;
