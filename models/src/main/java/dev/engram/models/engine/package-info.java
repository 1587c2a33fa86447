/** What a device has to offer to run a decoder. Start with {@link dev.engram.models.engine.Engine}. */
@NullMarked
package dev.engram.models.engine;

import org.jspecify.annotations.NullMarked;
