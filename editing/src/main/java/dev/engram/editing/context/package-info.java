/**
 * The texts in which an edit sees its subject: a prompt by itself and after prefixes. Start with
 * {@link dev.engram.editing.context.SubjectContexts}.
 */
@NullMarked
package dev.engram.editing.context;

import org.jspecify.annotations.NullMarked;
