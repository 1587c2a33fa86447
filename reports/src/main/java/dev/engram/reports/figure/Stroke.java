package dev.engram.reports.figure;

import java.util.List;

/**
 * A line along an outline.
 *
 * @param dashes lengths drawn and left out in turn; none for a line without gaps
 */
record Stroke(Paint paint, double width, List<Double> dashes) {

    Stroke {
        dashes = List.copyOf(dashes);
    }
}
