/** Byte-level BPE vocabularies, learned from text. */
@NullMarked
package dev.engram.training.bpe;

import org.jspecify.annotations.NullMarked;
