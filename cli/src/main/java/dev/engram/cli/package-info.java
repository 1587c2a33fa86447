/** Commands: the only place that prints, parses arguments and exits. */
@NullMarked
package dev.engram.cli;

import org.jspecify.annotations.NullMarked;
