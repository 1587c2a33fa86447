package dev.engram.reports.figure;

import java.awt.Shape;
import java.util.List;
import java.util.Optional;

/** One thing that is drawn; coordinates grow to the right and downwards. */
sealed interface Mark {

    /**
     * A shape.
     *
     * @param outline of lines and cubic curves
     * @param fill absent where its inside is left as it is
     * @param stroke absent where no line is drawn along it
     */
    record Area(Shape outline, Optional<Paint> fill, Optional<Stroke> stroke) implements Mark {}

    /**
     * A text on one line.
     *
     * @param x of its start, its middle or its end
     * @param y of its baseline
     */
    record Label(double x, double y, Anchor anchor, Lettering lettering, List<Run> runs) implements Mark {

        public Label {
            runs = List.copyOf(runs);
        }
    }

    /** Which part of a text lies at its place. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /**
     * How letters look.
     *
     * @param fixedWidth whether all are as wide as each other
     */
    record Lettering(double size, boolean fixedWidth, boolean bold) {}

    /** A piece of a text in one colour. */
    record Run(String text, Paint paint) {}
}
