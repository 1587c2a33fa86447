package dev.engram.reports.page;

import dev.engram.models.text.TokenSpan;
import dev.engram.tracing.TraceGrid;

/** A highest cell of a grid; the first one, by position and then by layer, where several are equal. */
record GridPeak(int position, int layer, double value) {

    static GridPeak in(TraceGrid grid) {
        return in(grid, new TokenSpan(0, grid.positions()));
    }

    /** The highest cell of some positions. */
    static GridPeak in(TraceGrid grid, TokenSpan positions) {
        GridPeak peak = new GridPeak(positions.from(), 0, grid.at(positions.from(), 0));
        for (int position = positions.from(); position < positions.to(); position++) {
            for (int layer = 0; layer < grid.layers(); layer++) {
                if (grid.at(position, layer) > peak.value) {
                    peak = new GridPeak(position, layer, grid.at(position, layer));
                }
            }
        }
        return peak;
    }
}
