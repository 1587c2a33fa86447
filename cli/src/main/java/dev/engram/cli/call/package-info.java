/** What a call is made of, whatever its command: the parent of all commands, the environment, and the options that several of them share. Start with {@link dev.engram.cli.call.EngramCommand}. */
@NullMarked
package dev.engram.cli.call;

import org.jspecify.annotations.NullMarked;
