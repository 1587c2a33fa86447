/**
 * Benchmarks of edits: their records in one shape, whatever form their files have. Start with
 * {@link dev.engram.datasets.benchmark.BenchmarkRecord}.
 */
@NullMarked
package dev.engram.datasets.benchmark;

import org.jspecify.annotations.NullMarked;
