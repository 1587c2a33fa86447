/**
 * Text to tokens and back, with character offsets. Start with {@link dev.engram.models.text.Tokenizer}, opened by
 * {@link dev.engram.models.text.Tokenizers}.
 */
@NullMarked
package dev.engram.models.text;

import org.jspecify.annotations.NullMarked;
