package dev.engram.reports.text;

import dev.engram.reports.plot.Rgb;

/** How a terminal shows a colour. */
public enum TerminalStyle {
    /** Any colour, by the escape sequence for 24 bits. */
    TRUE_COLOR {
        @Override
        String fill(Rgb color, double place, int columns) {
            return "\u001B[48;2;" + color.red() + ";" + color.green() + ";" + color.blue() + "m" + " ".repeat(columns)
                    + RESET;
        }
    },
    /** The nearest of the 216 colours and 24 greys that nearly all terminals have. */
    COLOR_256 {
        @Override
        String fill(Rgb color, double place, int columns) {
            return "\u001B[48;5;" + XtermPalette.nearest(color) + "m" + " ".repeat(columns) + RESET;
        }
    },
    /** No escape sequences: ten characters from light to heavy, for files, pipes and readers without colours. */
    ASCII {
        @Override
        String fill(Rgb color, double place, int columns) {
            int shade = Math.min((int) (place * SHADES.length()), SHADES.length() - 1);
            return SHADES.substring(shade, shade + 1).repeat(columns);
        }
    };

    private static final String RESET = "\u001B[0m";
    private static final String SHADES = " .:-=+*#%@";

    /**
     * A run of columns in a colour.
     *
     * @param place of the value on its scale, 0 to 1
     */
    abstract String fill(Rgb color, double place, int columns);
}
