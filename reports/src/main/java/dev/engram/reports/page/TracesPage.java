package dev.engram.reports.page;

import dev.engram.tracing.TraceResult;
import dev.engram.tracing.summary.SummarySettings;
import java.util.List;
import java.util.Map;

/**
 * One HTML file for several traced prompts of one model: their effects averaged by token role, then each prompt with its baselines, figures and
 * numbers, and how it was made. Like {@link TracePage} it holds no script and asks for nothing.
 */
public final class TracesPage {

    private TracesPage() {}

    /**
     * The page as text; it is to be stored as UTF-8.
     *
     * @param title of the page, one line
     * @param results in the order in which they are shown
     * @throws IllegalArgumentException if there are no results, or they cannot be averaged: they differ in the kinds of restored states, in the
     *     window, or in the number of layers
     */
    public static String render(String title, List<TraceResult> results, Provenance provenance) {
        return render(title, results, SummarySettings.DEFAULT, provenance);
    }

    /** As {@link #render(String, List, Provenance)}, averaged in a way of one's own. */
    public static String render(
            String title, List<TraceResult> results, SummarySettings settings, Provenance provenance) {
        return Pages.render(
                "traces.jte",
                Map.of(
                        "traces",
                        TracesView.of(title, results, settings),
                        "provenance",
                        new ProvenanceView(provenance)));
    }
}
