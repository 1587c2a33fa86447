package dev.engram.reports.figure;

import dev.engram.reports.plot.PlotTheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A figure drawn by a process of its own, into the file that it is given. */
final class DrawnElsewhere {

    private DrawnElsewhere() {}

    public static void main(String[] args) throws IOException {
        Files.write(Path.of(args[0]), PngFigure.of(PdfFigure.of(svg(), FigureStyle.DEFAULT), 120));
    }

    static String svg() {
        return SamplePlots.hostile(PlotTheme.PAPER);
    }
}
