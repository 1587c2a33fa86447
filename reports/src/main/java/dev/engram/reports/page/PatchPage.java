package dev.engram.reports.page;

import dev.engram.tracing.patching.PatchResult;
import java.util.Map;

/**
 * One HTML file for one patching: both prompts and how they are continued, a figure and its numbers, the tokens that were run, and how it was
 * made. It holds no script and asks for nothing, and says so to the browser by a content security policy.
 */
public final class PatchPage {

    private PatchPage() {}

    /** The page as text; it is to be stored as UTF-8. */
    public static String render(PatchResult result, Provenance provenance) {
        return Pages.render(
                "patch.jte", Map.of("patch", new PatchView(result), "provenance", new ProvenanceView(provenance)));
    }
}
