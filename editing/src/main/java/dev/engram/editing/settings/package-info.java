/**
 * What the methods of editing can be set to, and what is known to work for which model. Start with
 * {@link dev.engram.editing.settings.KnownSettings}.
 */
@NullMarked
package dev.engram.editing.settings;

import org.jspecify.annotations.NullMarked;
