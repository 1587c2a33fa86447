/**
 * Plots, pages and tables: pure functions from result values to text and bytes, the same for the same values.
 *
 * <p>{@code plot} draws, {@code figure} makes PDF and PNG of what is drawn, {@code page} makes HTML files, {@code text} writes for terminals, {@code
 * table} and {@code columnar} are for papers and data frames; here is what all show alike: tokens and numbers. Nothing here reads a clock, a path or
 * the environment, and nothing runs a model. Begin with {@link dev.engram.reports.plot.Heatmap}.
 */
@NullMarked
package dev.engram.reports;

import org.jspecify.annotations.NullMarked;
