/**
 * Models by name: which there are, where they lie, how they get there. Start with {@link dev.engram.models.catalog.ModelLocator}.
 */
@NullMarked
package dev.engram.models.catalog;

import org.jspecify.annotations.NullMarked;
