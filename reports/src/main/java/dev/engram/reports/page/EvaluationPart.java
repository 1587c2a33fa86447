package dev.engram.reports.page;

import dev.engram.eval.benchmark.AbilityCheck;
import dev.engram.eval.metrics.ScoredEdit;
import dev.engram.eval.metrics.table.MetricTable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An evaluation of editing methods.
 *
 * @param model what it is called
 * @param protocol by what rule the records were edited, in words
 * @param metrics all methods by all metrics, the unedited model among them
 * @param edits what each method made of the records; without the unedited model
 * @param checks of sequences, in the order of the run
 * @param seconds of an edit, by method
 */
public record EvaluationPart(
        String model,
        String protocol,
        MetricTable metrics,
        Map<String, List<ScoredEdit>> edits,
        List<AbilityCheck> checks,
        Map<String, Double> seconds,
        Provenance provenance)
        implements ReportPart {

    public EvaluationPart {
        edits = Collections.unmodifiableMap(new LinkedHashMap<>(edits));
        checks = List.copyOf(checks);
        seconds = Collections.unmodifiableMap(new LinkedHashMap<>(seconds));
    }
}
