/**
 * Facts and prompts as text; nothing here knows a model. Start with {@link dev.engram.datasets.Prompt}; files of them are read by {@link
 * dev.engram.datasets.PromptList}.
 */
@NullMarked
package dev.engram.datasets;

import org.jspecify.annotations.NullMarked;
