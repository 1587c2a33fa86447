/**
 * Facts, prompts and facts to edit as text; nothing here knows a model. Start with {@link dev.engram.datasets.Prompt} and {@link
 * dev.engram.datasets.EditCase}; files of them are read by {@link dev.engram.datasets.PromptList} and {@link
 * dev.engram.datasets.EditList}. A file's form hands its records over one by one, as {@code RecordFields}; a {@code RecordKind} says what is
 * made of one.
 */
@NullMarked
package dev.engram.datasets;

import org.jspecify.annotations.NullMarked;
