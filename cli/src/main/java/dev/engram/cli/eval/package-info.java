/** {@code engram eval}: methods scored on benchmarks. Start with {@link dev.engram.cli.eval.EvalCommand}. */
@NullMarked
package dev.engram.cli.eval;

import org.jspecify.annotations.NullMarked;
