/** What a model says to the prompts that an edit is tested on. Start with {@link dev.engram.eval.recall.RecallProbe}. */
@NullMarked
package dev.engram.eval.recall;

import org.jspecify.annotations.NullMarked;
