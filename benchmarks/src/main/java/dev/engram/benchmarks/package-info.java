/** Measurements, run by hand and never by a build. Begin with {@link dev.engram.benchmarks.ForwardPassBenchmark}. */
@NullMarked
package dev.engram.benchmarks;

import org.jspecify.annotations.NullMarked;
