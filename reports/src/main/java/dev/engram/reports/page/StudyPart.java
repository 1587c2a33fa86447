package dev.engram.reports.page;

import dev.engram.eval.study.StudySummary;

/**
 * A study of tracing and editing: the finding, effect and success by layer and against each other, all correlations and explained shares.
 *
 * @param model what it is called
 */
public record StudyPart(String model, StudySummary study, Provenance provenance) implements ReportPart {

    public StudyPart {
        if (study.main().isEmpty()) {
            throw new IllegalArgumentException("a report of a study without studied facts");
        }
    }
}
