package dev.engram.reports.text;

import dev.engram.reports.plot.Rgb;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The fixed part of xterm's 256 colours: a cube of 6 x 6 x 6 from number 16 on, and 24 greys from 232 on. */
final class XtermPalette {

    private XtermPalette() {}

    /** The number of the colour with the least squared distance. */
    static int nearest(Rgb wanted) {
        return IntStream.rangeClosed(16, 255)
                .boxed()
                .min(Comparator.comparingInt(number -> distance(color(number), wanted)))
                .orElseThrow();
    }

    static Rgb color(int number) {
        if (number >= 232) {
            int grey = 8 + 10 * (number - 232);
            return new Rgb(grey, grey, grey);
        }
        int cube = number - 16;
        return new Rgb(level(cube / 36), level(cube / 6 % 6), level(cube % 6));
    }

    private static int level(int step) {
        return step == 0 ? 0 : 55 + 40 * step;
    }

    private static int distance(Rgb one, Rgb other) {
        int red = one.red() - other.red();
        int green = one.green() - other.green();
        int blue = one.blue() - other.blue();
        return red * red + green * green + blue * blue;
    }
}
