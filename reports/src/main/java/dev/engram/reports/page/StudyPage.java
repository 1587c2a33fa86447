package dev.engram.reports.page;

import dev.engram.eval.study.StudySummary;
import java.util.Map;

/**
 * One HTML file for one study of tracing and editing: the finding, effect and success by layer and against each other, all correlations and explained
 * shares, and how it was made. It holds no script and asks for nothing.
 */
public final class StudyPage {

    private StudyPage() {}

    /**
     * The page as text; it is to be stored as UTF-8.
     *
     * @param model what the model is called
     * @throws IllegalArgumentException if no fact was studied
     */
    public static String render(String model, StudySummary study, Provenance provenance) {
        return Pages.render(
                "study.jte", Map.of("study", StudyView.of(model, study), "provenance", new ProvenanceView(provenance)));
    }
}
