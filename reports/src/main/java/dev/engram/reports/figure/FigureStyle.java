package dev.engram.reports.figure;

import java.util.Optional;

/**
 * How figures are made into files.
 *
 * @param width of a figure, which is scaled as a whole; absent for the size that the plot has by itself, a pixel being a 96th of an inch
 * @param font of all texts; absent for the fonts that come with Engram
 * @param dpi pixels to the inch in PNG files
 */
public record FigureStyle(Optional<Length> width, Optional<FigureFont> font, int dpi) {

    /** The plots' own size and fonts, 300 pixels to the inch. */
    public static final FigureStyle DEFAULT = new FigureStyle(Optional.empty(), Optional.empty(), 300);

    private static final int MOST_DPI = 2400;

    public FigureStyle {
        if (dpi < 1 || dpi > MOST_DPI) {
            throw new IllegalArgumentException(
                    dpi + " pixels to the inch; a figure has at least 1 and at most " + MOST_DPI);
        }
    }
}
