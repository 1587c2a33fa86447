package dev.engram.reports.page;

/** What a page shows of one of its results. */
sealed interface PartView permits TracingView, EditView, EvaluationView, SweepView, StudyView {

    /** Under which it is found in the page, and what the ids within it begin with. */
    String id();

    /** What kind of result it is. */
    String kind();

    /** What a page of this result alone is called. */
    String title();

    /** Its own headline. */
    VisibleHtml heading();

    Provenance provenance();

    /** The template that shows it; it takes this view by the name {@code part}. */
    String template();

    default PartHtml html() {
        return new PartHtml(this);
    }

    default ProvenanceView provenanceView() {
        return new ProvenanceView(provenance());
    }
}
