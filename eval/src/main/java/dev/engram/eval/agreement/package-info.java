/** Whether engines compute the same. Start with {@link dev.engram.eval.agreement.EngineProbe}. */
@NullMarked
package dev.engram.eval.agreement;

import org.jspecify.annotations.NullMarked;
