/** Numbers for data frames, as Parquet. Begin with {@link dev.engram.reports.columnar.ParquetCells}. */
@NullMarked
package dev.engram.reports.columnar;

import org.jspecify.annotations.NullMarked;
