/** The engine in plain Java that the others are held against. */
@NullMarked
package dev.engram.models.engine.reference;

import org.jspecify.annotations.NullMarked;
