package dev.engram.reports.plot;

import java.util.List;

/**
 * Which colour a value has: the map's first at the floor and under it, its last at the ceiling and over it.
 *
 * @param title of the colour bar: what the values are
 * @param floor where the scale begins and, if it is over zero, what values are compared with
 * @param ceiling where it ends; equal to the floor when no value is over it
 * @param marks values worth a tick; those outside of the scale are not drawn
 */
public record ColorScale(ColorMap colors, String title, ScaleMark floor, ScaleMark ceiling, List<ScaleMark> marks) {

    public ColorScale {
        if (ceiling.value() < floor.value()) {
            throw new IllegalArgumentException("a scale from " + floor.value() + " up to " + ceiling.value());
        }
        marks = List.copyOf(marks);
    }

    public double low() {
        return floor.value();
    }

    public double high() {
        return ceiling.value();
    }

    /** Where a value lies between the ends, 0 to 1; values outside are moved to the nearer end. */
    public double place(double value) {
        if (high() == low()) {
            return 0;
        }
        return Math.min(1, Math.max(0, (value - low()) / (high() - low())));
    }

    public Rgb color(double value) {
        return colors.at(place(value));
    }

    /** The marks that lie within the scale. */
    public List<ScaleMark> marksInRange() {
        return marks.stream()
                .filter(mark -> mark.value() >= low() && mark.value() <= high())
                .toList();
    }
}
