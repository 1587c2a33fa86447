/**
 * Whether localising facts tells where to edit them: both done layer by layer to the same facts, and how they go together. {@link
 * dev.engram.eval.study.LayerStudy} does it to one fact after another; {@link dev.engram.eval.study.Relation} says what they show together.
 */
@NullMarked
package dev.engram.eval.study;

import org.jspecify.annotations.NullMarked;
