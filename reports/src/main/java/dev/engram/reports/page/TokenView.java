package dev.engram.reports.page;

import dev.engram.models.text.Token;
import dev.engram.reports.VisibleText;
import dev.engram.tracing.TraceResult;
import java.util.List;
import java.util.stream.IntStream;

/** What the page shows of one token that was run. */
record TokenView(int position, Token token, boolean subject) {

    private static final int TABLE_COLUMNS = 80;
    private static final int LABEL_COLUMNS = 20;

    static List<TokenView> all(TraceResult result) {
        return IntStream.range(0, result.tokens().length())
                .mapToObj(position -> new TokenView(
                        position,
                        result.tokens().tokens().get(position),
                        result.subject().contains(position)))
                .toList();
    }

    /** The token as a row's head. */
    VisibleHtml label() {
        return new VisibleHtml(VisibleText.ofToken(token.text()).shortened(LABEL_COLUMNS));
    }

    VisibleHtml text() {
        return new VisibleHtml(VisibleText.ofToken(token.text()).shortened(TABLE_COLUMNS));
    }
}
