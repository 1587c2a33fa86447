package dev.engram.reports.page;

import dev.engram.reports.DisplayWidth;
import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.tracing.TraceResult;
import java.util.List;
import java.util.stream.Collectors;

/** What a page shows of a trace, piece by piece; the templates only place it. */
record TraceView(TraceResult result) {

    private static final int TITLE_COLUMNS = 60;
    private static final int HEADLINE_COLUMNS = 160;

    String title() {
        String subject = VisibleText.ofLine(result.prompt().subject())
                .shortened(TITLE_COLUMNS)
                .plain();
        String answer = VisibleText.ofLine(result.answer().text().strip())
                .shortened(TITLE_COLUMNS)
                .plain();
        return subject + " → " + answer;
    }

    PromptHtml prompt() {
        return new PromptHtml(result.prompt());
    }

    /** Whether the prompt is too long to be set as a headline. */
    boolean promptIsLong() {
        return DisplayWidth.of(result.prompt().text()) > HEADLINE_COLUMNS;
    }

    VisibleHtml answer() {
        return new VisibleHtml(VisibleText.ofToken(result.answer().text()));
    }

    String cleanValue() {
        return ProbabilityText.of(result.cleanValue());
    }

    String corruptedValue() {
        return ProbabilityText.of(result.corruptedValue());
    }

    String metric() {
        return MetricText.of(result.conditions().metric());
    }

    String totalEffect() {
        return ProbabilityText.effect(result.totalEffect());
    }

    /** What the corrupted value is of. */
    String corruption() {
        int samples = result.conditions().samples();
        return "subject corrupted: " + result.conditions().corruption()
                + (samples == 1 ? "; one run" : "; mean over " + samples + " runs");
    }

    String answerIds() {
        List<Integer> ids = result.answer().ids();
        return ids.size() == 1
                ? "token " + ids.get(0)
                : "tokens " + ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    boolean endsWithSubject() {
        return result.subject().to() == result.tokens().length();
    }

    boolean corruptionDidNothing() {
        return result.cleanValue() <= result.corruptedValue();
    }

    List<FigureView> figures() {
        return result.grids().entrySet().stream()
                .map(grid -> FigureView.of(result, grid.getKey(), grid.getValue()))
                .toList();
    }

    List<TokenView> tokens() {
        return TokenView.all(result);
    }
}
