package dev.engram.reports.page;

import dev.engram.models.text.Token;
import dev.engram.reports.DisplayWidth;
import dev.engram.reports.PatchCell;
import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.reports.plot.Heatmap;
import dev.engram.reports.plot.HeatmapRow;
import dev.engram.reports.plot.PatchHeatmap;
import dev.engram.tracing.patching.PatchDirection;
import dev.engram.tracing.patching.PatchResult;
import java.util.List;
import java.util.Optional;

/** What a page shows of a patching, piece by piece; the template only places it. */
record PatchView(PatchResult result, Heatmap heatmap) {

    private static final int TITLE_COLUMNS = 30;
    private static final int LABEL_COLUMNS = 24;
    private static final int HEADLINE_COLUMNS = 160;

    PatchView(PatchResult result) {
        this(result, PatchHeatmap.of(result));
    }

    String title() {
        return titled(result.answer()) + " against " + titled(result.foil());
    }

    private static String titled(Token token) {
        return VisibleText.ofLine(token.text().strip()).shortened(TITLE_COLUMNS).plain();
    }

    PatchPrompt clean() {
        return new PatchPrompt(result.tokens().clean(), result.tokens());
    }

    PatchPrompt corrupted() {
        return new PatchPrompt(result.tokens().corrupted(), result.tokens());
    }

    /** Whether the prompts are too long to be set as headlines. */
    boolean promptsAreLong() {
        return DisplayWidth.of(result.tokens().clean().text()) > HEADLINE_COLUMNS
                || DisplayWidth.of(result.tokens().corrupted().text()) > HEADLINE_COLUMNS;
    }

    VisibleHtml answer() {
        return new VisibleHtml(VisibleText.ofToken(result.answer().text()));
    }

    VisibleHtml foil() {
        return new VisibleHtml(VisibleText.ofToken(result.foil().text()));
    }

    String cleanDifference() {
        return ProbabilityText.effect(result.differences().clean());
    }

    String corruptedDifference() {
        return ProbabilityText.effect(result.differences().corrupted());
    }

    String gap() {
        return ProbabilityText.effect(result.differences().gap());
    }

    boolean denoises() {
        return result.direction() == PatchDirection.DENOISE;
    }

    /** What one cell puts from one run into the other. */
    String patched() {
        return switch (result.site()) {
            case RESID_PRE -> "the residual stream before one layer, at one token";
            case RESID_MID -> "the residual stream between attention and MLP of one layer, at one token";
            case RESID_POST -> "the residual stream after one layer, at one token";
            case ATTN_OUT -> "the output of one layer's attention, at one token";
            case MLP_OUT -> "the output of one layer's MLP, at one token";
            case ATTN_Z -> "the mixed values of one attention head, at all tokens together";
        };
    }

    PatchCell highest() {
        return PatchCell.highest(result.grid());
    }

    PatchCell lowest() {
        return PatchCell.lowest(result.grid());
    }

    boolean byHead() {
        return result.site().isByHead();
    }

    VisibleHtml label(int row) {
        return new VisibleHtml(heatmap.rows().get(row).label().shortened(LABEL_COLUMNS));
    }

    List<HeatmapRow> rows() {
        return heatmap.rows();
    }

    List<CellHtml> cells(HeatmapRow row) {
        return row.values().stream()
                .map(value -> value.isNaN()
                        ? new CellHtml(Optional.empty())
                        : new CellHtml(Optional.of(NumberCell.of(value, PatchCell.number(value)))))
                .toList();
    }

    List<PatchTokenView> tokens() {
        return PatchTokenView.all(result.tokens());
    }
}
