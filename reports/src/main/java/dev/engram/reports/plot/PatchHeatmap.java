package dev.engram.reports.plot;

import dev.engram.models.text.TokenSequence;
import dev.engram.reports.PatchCell;
import dev.engram.reports.VisibleText;
import dev.engram.tracing.patching.PatchDirection;
import dev.engram.tracing.patching.PatchGrid;
import dev.engram.tracing.patching.PatchResult;
import dev.engram.tracing.patching.TokenPair;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The heatmap of a patching: tokens by layers, or layers by heads. */
public final class PatchHeatmap {

    private static final int TOKEN_COLUMNS = 10;

    private PatchHeatmap() {}

    /**
     * Draws a grid from no effect to the highest share, which may lie over 1, but to {@link PatchCell#LEAST_SHOWN} at least: a grid in which
     * nothing happens would be stretched until its rounding errors fill all colours. A clearly negative lowest share is the floor instead.
     */
    public static Heatmap of(PatchResult result) {
        PatchGrid grid = result.grid();
        boolean byHead = result.site().isByHead();
        List<HeatmapRow> rows = IntStream.range(0, grid.rows())
                .mapToObj(row -> byHead ? layerRow(grid, row) : tokenRow(result.tokens(), grid, row))
                .toList();
        return new Heatmap(
                title(result),
                rows,
                byHead ? "layer" : "token (* clean/corrupted)",
                byHead
                        ? HeatmapColumns.numbered("patched head", "head", grid.columns())
                        : HeatmapColumns.numbered("patched layer", "layer", grid.columns()),
                scale(result.direction(), grid));
    }

    private static String title(PatchResult result) {
        String what = result.site().label() + (result.site().isByHead() ? " of one head" : "");
        return switch (result.direction()) {
            case DENOISE -> "Patching clean " + what + " into the corrupted run";
            case NOISE -> "Patching corrupted " + what + " into the clean run";
        };
    }

    private static HeatmapRow layerRow(PatchGrid grid, int layer) {
        return new HeatmapRow(VisibleText.ofLine("layer " + layer), "all positions", false, grid.row(layer));
    }

    private static HeatmapRow tokenRow(TokenPair tokens, PatchGrid grid, int position) {
        boolean differs = tokens.differsAt(position);
        return new HeatmapRow(
                differs ? both(tokens, position) : token(tokens.clean(), position),
                "position " + position,
                differs,
                grid.row(position));
    }

    /** Both tokens of a position, each so short that a label has room for the other. */
    private static VisibleText both(TokenPair tokens, int position) {
        return new VisibleText(Stream.of(
                        token(tokens.clean(), position).shortened(TOKEN_COLUMNS),
                        VisibleText.ofLine("/"),
                        token(tokens.corrupted(), position).shortened(TOKEN_COLUMNS))
                .flatMap(text -> text.pieces().stream())
                .toList());
    }

    private static VisibleText token(TokenSequence tokens, int position) {
        return VisibleText.ofToken(tokens.tokens().get(position).text());
    }

    private static ColorScale scale(PatchDirection direction, PatchGrid grid) {
        PatchCell lowest = PatchCell.lowest(grid);
        double highest = PatchCell.highest(grid).share();
        boolean denoising = direction == PatchDirection.DENOISE;
        ScaleMark none = new ScaleMark("no effect", 0);
        ScaleMark whole = new ScaleMark(denoising ? "as clean" : "as corrupted", 1);
        ScaleMark floor = lowest.isNegative() ? new ScaleMark("lowest", lowest.share()) : none;
        double leastHigh = floor.value() + PatchCell.LEAST_SHOWN;
        return new ColorScale(
                ColorMap.VIRIDIS,
                "logit difference " + (denoising ? "recovered" : "lost"),
                floor,
                highest > leastHigh ? new ScaleMark("highest", highest) : new ScaleMark("end of scale", leastHigh),
                lowest.isNegative() ? List.of(none, whole) : List.of(whole));
    }
}
