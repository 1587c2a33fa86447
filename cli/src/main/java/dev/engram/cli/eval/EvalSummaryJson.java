package dev.engram.cli.eval;

import dev.engram.eval.benchmark.AbilityCheck;
import dev.engram.eval.metrics.FailedRewrite;
import dev.engram.eval.metrics.table.MetricTable;
import java.util.List;
import java.util.Map;

/**
 * All that the results of an evaluation say together.
 *
 * @param metrics with definitions and intervals
 * @param failed by method, in the records' order
 * @param references the files that texts were held against; empty where none were given
 */
record EvalSummaryJson(
        EvalManifest run,
        MetricTable metrics,
        Map<String, List<FailedRewrite>> failed,
        List<AbilityCheck> checks,
        Map<String, Double> secondsOfAnEdit,
        List<FileJson> references) {}
