/** {@code engram trace} and {@code engram patch}: single traces, lists of them, and what they print and keep. Start with {@link dev.engram.cli.trace.TraceCommand}. */
@NullMarked
package dev.engram.cli.trace;

import org.jspecify.annotations.NullMarked;
