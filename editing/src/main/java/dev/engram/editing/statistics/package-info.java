/**
 * Files of key statistics: NumPy archives that the reference's tools read as well (ROME, MEMIT; util/runningstats.py), with a stamp that says
 * what they are of. Begin with {@link dev.engram.editing.statistics.StatisticsFile}.
 */
@NullMarked
package dev.engram.editing.statistics;

import org.jspecify.annotations.NullMarked;
