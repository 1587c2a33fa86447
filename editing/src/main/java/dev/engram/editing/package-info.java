/**
 * Facts put into weights: what an edit changes ({@code update}), how it is solved for ({@code solve}), and what is known of the keys that
 * it should leave alone ({@code statistics}). The key of a token is what the MLP's output projection W reads there, the value what W
 * makes of it (Meng et al. 2022, section 3.1).
 */
@NullMarked
package dev.engram.editing;

import org.jspecify.annotations.NullMarked;
