/**
 * How the statistics of a model's keys come about: texts, their collection, and the folder that keeps them. Start with
 * {@link dev.engram.editing.keys.StatisticsCache}.
 */
@NullMarked
package dev.engram.editing.keys;

import org.jspecify.annotations.NullMarked;
