package dev.engram.reports.figure;

import java.util.List;

/**
 * What an SVG draws: its marks from the lowest to the uppermost, with nothing left to inherit.
 *
 * @param width in pixels, as the height
 */
record Drawing(double width, double height, String title, List<Mark> marks) {

    Drawing {
        marks = List.copyOf(marks);
    }
}
