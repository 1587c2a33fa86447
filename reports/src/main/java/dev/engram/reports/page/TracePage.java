package dev.engram.reports.page;

import dev.engram.tracing.TraceResult;
import java.util.Map;

/**
 * One HTML file for one traced prompt: the prompt and both baselines, a figure and its numbers for each grid, the tokens that were run, and how
 * it was made. It holds no script and asks for nothing, and says so to the browser by a content security policy.
 */
public final class TracePage {

    private TracePage() {}

    /** The page as text; it is to be stored as UTF-8. */
    public static String render(TraceResult result, Provenance provenance) {
        return Pages.render(
                "trace.jte", Map.of("trace", new TraceView(result), "provenance", new ProvenanceView(provenance)));
    }
}
