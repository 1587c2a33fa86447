/** Which facts a model knows. Start with {@link dev.engram.eval.known.KnownAnswers}. */
@NullMarked
package dev.engram.eval.known;

import org.jspecify.annotations.NullMarked;
