/**
 * Files of key statistics: NumPy archives that the reference's tools read as well (util/runningstats.py of ROME and MEMIT), with a stamp that
 * says what they are of. Begin with {@link dev.engram.editing.statistics.StatisticsFile}.
 */
@NullMarked
package dev.engram.editing.statistics;

import org.jspecify.annotations.NullMarked;
