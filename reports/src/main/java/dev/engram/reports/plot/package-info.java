/** Drawings as SVG, of values that know nothing of pages. Begin with {@link dev.engram.reports.plot.Heatmap}. */
@NullMarked
package dev.engram.reports.plot;

import org.jspecify.annotations.NullMarked;
