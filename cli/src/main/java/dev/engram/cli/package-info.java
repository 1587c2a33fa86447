/** Commands: the only place that prints, parses arguments, reads the environment and exits. Start with {@link dev.engram.cli.EngramMain}. */
@NullMarked
package dev.engram.cli;

import org.jspecify.annotations.NullMarked;
