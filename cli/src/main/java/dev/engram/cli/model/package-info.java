/** Commands about a model: listing, inspecting, asking, checking and exporting. Start with {@link dev.engram.cli.model.ModelsCommand}. */
@NullMarked
package dev.engram.cli.model;

import org.jspecify.annotations.NullMarked;
