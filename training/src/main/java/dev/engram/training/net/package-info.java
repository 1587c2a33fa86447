/** The decoder under training: its parameters, its loss with gradients by DJL, and AdamW. */
@NullMarked
package dev.engram.training.net;

import org.jspecify.annotations.NullMarked;
