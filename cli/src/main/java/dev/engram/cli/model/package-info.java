/** Commands about a model itself: which there are, what one is, what it says, whether engines agree, and other formats. Start with {@link dev.engram.cli.model.ModelsCommand}. */
@NullMarked
package dev.engram.cli.model;

import org.jspecify.annotations.NullMarked;
