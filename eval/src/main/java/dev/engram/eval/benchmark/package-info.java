/**
 * Edits scored on benchmarks: what a record asks ({@link dev.engram.eval.benchmark.RecordQuestions}), what a model says to it
 * ({@link dev.engram.eval.benchmark.RecordScorer}), and the protocols by which facts are edited
 * ({@link dev.engram.eval.benchmark.EditRun}). What the numbers mean is in {@link dev.engram.eval.metrics}.
 */
@NullMarked
package dev.engram.eval.benchmark;

import org.jspecify.annotations.NullMarked;
