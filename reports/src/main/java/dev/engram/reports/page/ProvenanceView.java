package dev.engram.reports.page;

import dev.engram.reports.VisibleText;

/** What a page shows of how its results were made. */
record ProvenanceView(Provenance provenance) {

    VisibleHtml name(Provenance.Entry entry) {
        return new VisibleHtml(VisibleText.ofLine(entry.name()));
    }

    VisibleHtml value(Provenance.Entry entry) {
        return new VisibleHtml(VisibleText.ofLines(entry.value()));
    }
}
