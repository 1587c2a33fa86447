package dev.engram.reports.page;

import dev.engram.reports.VisibleText;
import dev.engram.tracing.FactTrace;

/**
 * A fact that was not traced.
 *
 * @param number in the list, from 0
 */
record UntracedRow(int number, FactTrace fact) {

    private static final int SAID_COLUMNS = 80;

    PromptHtml prompt() {
        return new PromptHtml(fact.listed().prompt());
    }

    VisibleHtml problem() {
        return new VisibleHtml(VisibleText.ofLine(fact.problem().orElseThrow()));
    }

    VisibleHtml said() {
        return new VisibleHtml(VisibleText.ofLine(fact.said()).shortened(SAID_COLUMNS));
    }
}
