/** What a decoder is made of, as data. Start with {@link dev.engram.models.spec.ModelSpec}. */
@NullMarked
package dev.engram.models.spec;

import org.jspecify.annotations.NullMarked;
