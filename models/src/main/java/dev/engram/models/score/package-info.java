/** Scores that a model gives to text: begin with {@link dev.engram.models.score.TeacherForcing}. Texts are token ids; encoding is the caller's. */
@NullMarked
package dev.engram.models.score;

import org.jspecify.annotations.NullMarked;
