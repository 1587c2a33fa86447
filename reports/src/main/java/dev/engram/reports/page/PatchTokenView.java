package dev.engram.reports.page;

import dev.engram.models.text.Token;
import dev.engram.reports.VisibleText;
import dev.engram.tracing.patching.TokenPair;
import java.util.List;
import java.util.stream.IntStream;

/** What the page shows of one position of both prompts. */
record PatchTokenView(int position, Token clean, Token corrupted, boolean differs) {

    private static final int TABLE_COLUMNS = 40;

    static List<PatchTokenView> all(TokenPair tokens) {
        return IntStream.range(0, tokens.length())
                .mapToObj(position -> new PatchTokenView(
                        position,
                        tokens.clean().tokens().get(position),
                        tokens.corrupted().tokens().get(position),
                        tokens.differsAt(position)))
                .toList();
    }

    VisibleHtml cleanText() {
        return text(clean);
    }

    VisibleHtml corruptedText() {
        return text(corrupted);
    }

    private static VisibleHtml text(Token token) {
        return new VisibleHtml(VisibleText.ofToken(token.text()).shortened(TABLE_COLUMNS));
    }
}
