/** Scores that a model gives to text. */
@NullMarked
package dev.engram.models.score;

import org.jspecify.annotations.NullMarked;
