/** What a model is trained on, as batches of token ids with masks. Knows no tensors. */
@NullMarked
package dev.engram.training.data;

import org.jspecify.annotations.NullMarked;
