package dev.engram.reports;

import dev.engram.tracing.patching.PatchGrid;
import dev.engram.tracing.patching.PatchSite;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A cell of a patching's grid that stands out; the first one, row by row, where several are equal. */
public record PatchCell(int row, int column, double share) {

    /** The least share that may be more than a rounding error. */
    public static final double LEAST_SHOWN = 0.01;

    public static PatchCell highest(PatchGrid grid) {
        return first(grid, Comparator.comparingDouble(cell -> -cell.share()));
    }

    public static PatchCell lowest(PatchGrid grid) {
        return first(grid, Comparator.comparingDouble(PatchCell::share));
    }

    private static PatchCell first(PatchGrid grid, Comparator<PatchCell> order) {
        return IntStream.range(0, grid.rows() * grid.columns())
                .mapToObj(i -> at(grid, i / grid.columns(), i % grid.columns()))
                .min(order)
                .orElseThrow();
    }

    private static PatchCell at(PatchGrid grid, int row, int column) {
        return new PatchCell(row, column, grid.at(row, column));
    }

    /** Whether the patch clearly works the other way. */
    public boolean isNegative() {
        return share < -LEAST_SHOWN;
    }

    /** The share as text: {@code 0.9578}, {@code −0.2020}. */
    public String number() {
        return number(share);
    }

    /** Any share as text. */
    public static String number(double share) {
        return share < 0 ? ProbabilityText.effect(share) : ProbabilityText.of(share);
    }

    /** Where it is: {@code position 3, layer 10}; of a grid by head {@code layer 23, head 4}. */
    public String place(PatchSite site) {
        return site.isByHead() ? "layer " + row + ", head " + column : "position " + row + ", layer " + column;
    }
}
