/** Contracts and tiny models that the tests of other modules use too. */
@NullMarked
package dev.engram.models;

import org.jspecify.annotations.NullMarked;
