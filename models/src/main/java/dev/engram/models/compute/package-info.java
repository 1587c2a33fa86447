/** On what a model is computed, and how exactly its weights are held. */
@NullMarked
package dev.engram.models.compute;

import org.jspecify.annotations.NullMarked;
