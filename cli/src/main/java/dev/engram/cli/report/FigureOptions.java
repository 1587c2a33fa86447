package dev.engram.cli.report;

import dev.engram.cli.kept.FigureFiles;
import dev.engram.reports.figure.FigureFont;
import dev.engram.reports.figure.FigureStyle;
import dev.engram.reports.figure.Length;
import dev.engram.reports.plot.PlotTheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --figures}, and how the figures look. */
final class FigureOptions {

    @Option(
            names = "--figures",
            paramLabel = "DIR",
            description =
                    "Write figures and tables there: plots as SVG, PDF and PNG, tables as CSV, Markdown and LaTeX, the cells of "
                            + "traces as CSV and Parquet.")
    private @Nullable Path folder;

    @Option(
            names = "--theme",
            paramLabel = "NAME",
            description =
                    "Colours of the figures: screen (those of pages), or paper (as in Meng et al. 2022: white to purple, green "
                            + "and red) (default: screen).")
    private @Nullable PlotTheme theme;

    @Option(
            names = "--width",
            paramLabel = "LENGTH",
            description =
                    "Width of a figure, which is scaled as a whole: 14cm, 5.5in, 400px (default: the plot's own size).")
    private @Nullable String width;

    @Option(names = "--dpi", paramLabel = "N", description = "Pixels to the inch in PNG files (default: 300).")
    private @Nullable Integer dpi;

    @Option(
            names = "--font",
            paramLabel = "FILE",
            description =
                    "A TrueType font for all texts of the figures, such as that of your paper; what it lacks comes from Engram's.")
    private @Nullable Path font;

    @Option(
            names = "--fact",
            paramLabel = "N",
            split = ",",
            description = "Facts that get heatmaps of their own, numbered from 0 (default: all of a run of at most "
                    + FigureFiles.MOST_FACTS + ").")
    private List<Integer> facts = new ArrayList<>();

    /** Where the figures go, with how they look; absent where none are asked for. */
    Optional<FigureFiles> files() throws IOException {
        if (folder == null) {
            if (theme != null || width != null || dpi != null || font != null || !facts.isEmpty()) {
                throw new IllegalArgumentException(
                        "--theme, --width, --dpi, --font and --fact say how figures look; name a folder for them with --figures");
            }
            return Optional.empty();
        }
        FigureStyle style = new FigureStyle(
                Optional.ofNullable(width).map(Length::parse),
                font == null ? Optional.empty() : Optional.of(read(font)),
                dpi == null ? FigureStyle.DEFAULT.dpi() : dpi);
        return Optional.of(new FigureFiles(folder, theme == null ? PlotTheme.SCREEN : theme, style));
    }

    /** The numbers of the facts that get heatmaps of their own; none where all may. */
    List<Integer> facts() {
        return facts;
    }

    private static FigureFont read(Path font) throws IOException {
        try {
            return FigureFont.of(Files.readAllBytes(font));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("--font " + font + ": " + e.getMessage(), e);
        }
    }
}
