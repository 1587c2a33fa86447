/** Drawings for terminals. Begin with {@link dev.engram.reports.text.TerminalHeatmap}. */
@NullMarked
package dev.engram.reports.text;

import org.jspecify.annotations.NullMarked;
