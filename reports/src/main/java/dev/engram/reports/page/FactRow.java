package dev.engram.reports.page;

import dev.engram.reports.ProbabilityText;
import dev.engram.reports.VisibleText;
import dev.engram.reports.plot.HeatmapThumbnail;
import dev.engram.reports.plot.TraceHeatmap;
import dev.engram.tracing.FactTrace;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceGrid;
import dev.engram.tracing.TraceResult;
import java.util.Base64;
import java.util.List;

/**
 * A traced fact in the table of facts.
 *
 * @param run the id of its part
 * @param number in the list, from 0
 */
record FactRow(String run, int number, FactTrace fact, TraceResult result) {

    private static final int ANSWER_COLUMNS = 24;
    private static final int PROMPT_COLUMNS = 240;

    /** A kind's picture and its highest cell among the subject's tokens. */
    record Picture(RestoredState kind, TraceResult result, TraceGrid grid) {

        private static final int LEAST_WIDTH = 48;
        private static final int MOST_WIDTH = 132;
        private static final int MOST_HEIGHT = 132;

        GridPeak peak() {
            return GridPeak.in(grid, result.subject());
        }

        double effect() {
            return peak().value() - result.corruptedValue();
        }

        String effectText() {
            return ProbabilityText.effect(effect());
        }

        /** The bytes of the picture, to stand in the page. */
        String base64() {
            return Base64.getEncoder().encodeToString(HeatmapThumbnail.png(TraceHeatmap.of(result, kind)));
        }

        int width() {
            return Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, 4 * grid.layers()));
        }

        int height() {
            return Math.min(MOST_HEIGHT, 6 * grid.positions());
        }

        /** What the picture shows, for those who do not see it. */
        String description() {
            return kind.label() + ": " + grid.positions() + " tokens by " + grid.layers()
                    + " layers; the subject’s highest cell is in layer " + peak().layer() + ", "
                    + ProbabilityText.effect(effect());
        }
    }

    String id() {
        return run + "-fact-" + number;
    }

    PromptHtml prompt() {
        return new PromptHtml(result.prompt());
    }

    /** Whether the prompt is too long to be shown whole in a table. */
    boolean promptIsLong() {
        return result.prompt().text().length() > PROMPT_COLUMNS;
    }

    VisibleHtml answer() {
        return new VisibleHtml(VisibleText.ofToken(result.answer().text()).shortened(ANSWER_COLUMNS));
    }

    /** Whether it is traced although the model does not complete it as expected. */
    boolean isWrong() {
        return fact.outcome() == FactTrace.Outcome.WRONG;
    }

    NumberCell clean() {
        return NumberCell.of(result.cleanValue(), ProbabilityText.of(result.cleanValue()));
    }

    NumberCell corrupted() {
        return NumberCell.of(result.corruptedValue(), ProbabilityText.of(result.corruptedValue()));
    }

    NumberCell totalEffect() {
        return NumberCell.of(result.totalEffect(), ProbabilityText.effect(result.totalEffect()));
    }

    List<Picture> pictures() {
        return result.grids().entrySet().stream()
                .map(grid -> new Picture(grid.getKey(), result, grid.getValue()))
                .toList();
    }

    DataBlock data() {
        return new DataBlock(id(), TracingData.Fact.of(number, fact.listed().id(), result));
    }
}
