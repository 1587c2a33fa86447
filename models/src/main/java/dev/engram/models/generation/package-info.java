/** Continuing a text token by token. Start with {@link dev.engram.models.generation.GenerationRequest}. */
@NullMarked
package dev.engram.models.generation;

import org.jspecify.annotations.NullMarked;
