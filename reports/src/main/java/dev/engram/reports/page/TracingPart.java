package dev.engram.reports.page;

import dev.engram.tracing.FactTrace;
import dev.engram.tracing.summary.SummarySettings;
import java.util.List;

/**
 * Traces of one model.
 *
 * @param model what it is called
 * @param facts traced or not, in the order in which they are shown; traced ones with the same kinds of restored states, windows and metric
 * @param settings how they are averaged
 */
public record TracingPart(String model, List<FactTrace> facts, SummarySettings settings, Provenance provenance)
        implements ReportPart {

    public TracingPart {
        facts = List.copyOf(facts);
        if (facts.isEmpty()) {
            throw new IllegalArgumentException("a report of no traces; at least 1 is needed");
        }
    }
}
