/**
 * Models written for other tools: a complete Hugging Face directory from any model that can be opened, with some of its weights replaced. Start
 * with {@link dev.engram.models.export.HuggingFaceExport}.
 */
@NullMarked
package dev.engram.models.export;

import org.jspecify.annotations.NullMarked;
