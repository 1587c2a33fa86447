/** Heatmaps and pages: pure functions from result values to text. */
@NullMarked
package dev.engram.reports;

import org.jspecify.annotations.NullMarked;
