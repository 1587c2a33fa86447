/** Laws of scores, for the tests of engines. */
@NullMarked
package dev.engram.models.score;

import org.jspecify.annotations.NullMarked;
