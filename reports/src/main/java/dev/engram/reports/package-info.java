/**
 * Heatmaps and pages: pure functions from result values to text, the same bytes for the same values.
 *
 * <p>{@code plot} draws, {@code page} makes HTML files, {@code text} writes for terminals; here is what all three show alike: tokens and
 * numbers. Nothing here reads a clock, a path or the environment, and nothing runs a model. Begin with {@link
 * dev.engram.reports.plot.Heatmap}.
 */
@NullMarked
package dev.engram.reports;

import org.jspecify.annotations.NullMarked;
