package dev.engram.reports.page;

/** One result on a page, with how it was made. */
public sealed interface ReportPart permits TracingPart, EditPart, EvaluationPart, SweepPart, StudyPart {

    /** How it was made. */
    Provenance provenance();
}
