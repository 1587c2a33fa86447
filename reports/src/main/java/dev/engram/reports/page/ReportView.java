package dev.engram.reports.page;

import dev.engram.reports.VisibleText;
import java.util.List;

/** What a page shows of all its results together. */
record ReportView(String given, List<PartView> parts) {

    String title() {
        return VisibleText.line(given);
    }

    /** Whether there is a choice, and a list of contents is of use. */
    boolean hasContents() {
        return parts.size() > 1;
    }
}
