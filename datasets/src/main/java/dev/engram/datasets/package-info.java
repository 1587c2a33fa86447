/** Facts and prompts as text; nothing here knows a model. Start with {@link dev.engram.datasets.Prompt}. */
@NullMarked
package dev.engram.datasets;

import org.jspecify.annotations.NullMarked;
