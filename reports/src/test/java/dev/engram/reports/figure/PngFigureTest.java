package dev.engram.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.reports.Xml;
import dev.engram.reports.plot.PlotTheme;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class PngFigureTest {

    private static final int WHITE = 0xFFFFFF;

    static Stream<Map.Entry<String, String>> plots() {
        return SamplePlots.all().entrySet().stream();
    }

    @ParameterizedTest
    @EnumSource
    void the_middle_of_a_cell_has_its_colour(PlotTheme theme) throws IOException {
        String svg = SamplePlots.trace(theme);
        BufferedImage image = read(png(svg, 192));

        List<Element> cells = Xml.elements(Xml.parse(svg), "rect").stream()
                .filter(rect -> rect.getElementsByTagName("title").getLength() == 1)
                .toList();
        assertThat(cells).hasSize(12);
        for (Element cell : cells) {
            int x = 2 * number(cell, "x") + number(cell, "width");
            int y = 2 * number(cell, "y") + number(cell, "height");
            assertThat(image.getRGB(x, y) & WHITE)
                    .as("at %d, %d", x, y)
                    .isEqualTo(Integer.parseInt(cell.getAttribute("fill").substring(1), 16));
        }
    }

    @Test
    void cells_have_sharp_edges_at_any_resolution() throws IOException {
        String svg = SamplePlots.trace(PlotTheme.SCREEN);
        Set<Integer> colors = Xml.elements(Xml.parse(svg), "rect").stream()
                .map(rect -> Integer.parseInt(rect.getAttribute("fill").substring(1), 16))
                .collect(Collectors.toSet());
        double scale = 133 / 96.0;

        BufferedImage image = read(png(svg, 133));

        for (int y = (int) (60 * scale); y < (int) (128 * scale); y++) { // within the cells
            for (int x = (int) (131 * scale); x < (int) (271 * scale); x++) {
                assertThat(image.getRGB(x, y) & WHITE).as("at %d, %d", x, y).isIn(colors);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("plots")
    void every_plot_is_drawn_within_its_margins(Map.Entry<String, String> plot) throws IOException {
        assertThat(inkWithinMargins(plot.getValue(), FigureStyle.DEFAULT)).isGreaterThan(1000);
    }

    @ParameterizedTest
    @MethodSource("plots")
    void letters_wider_than_plots_expect_are_squeezed(Map.Entry<String, String> plot) throws IOException {
        FigureStyle wide = new FigureStyle(Optional.empty(), Optional.of(FigureFont.of(SampleFonts.wide())), 96);

        assertThat(inkWithinMargins(plot.getValue(), wide)).isGreaterThan(1000);
    }

    /** How many pixels are not white, none of them at the left and right edges. */
    private static int inkWithinMargins(String svg, FigureStyle style) throws IOException {
        BufferedImage image = read(PngFigure.of(PdfFigure.of(svg, style), 96));
        assertThat(image.getWidth()).isEqualTo((int) SvgReader.read(svg).width());
        int ink = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            assertThat(image.getRGB(0, y) & WHITE).as("left edge, row %d", y).isEqualTo(WHITE);
            assertThat(image.getRGB(image.getWidth() - 1, y) & WHITE)
                    .as("right edge, row %d", y)
                    .isEqualTo(WHITE);
            for (int x = 0; x < image.getWidth(); x++) {
                ink += (image.getRGB(x, y) & WHITE) == WHITE ? 0 : 1;
            }
        }
        return ink;
    }

    @Test
    void it_has_as_many_pixels_as_asked_for_and_says_how_large_they_are() throws IOException {
        FigureStyle style = new FigureStyle(Optional.of(Length.parse("5in")), Optional.empty(), 150);
        byte[] file = PngFigure.of(PdfFigure.of(SamplePlots.trace(PlotTheme.PAPER), style), style.dpi());

        assertThat(read(file).getWidth()).isEqualTo(750);
        ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(stream);
            Element size = (Element) ((Element) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0"))
                    .getElementsByTagName("pHYs")
                    .item(0);
            assertThat(size.getAttribute("pixelsPerUnitXAxis")).isEqualTo("5906");
            assertThat(size.getAttribute("unitSpecifier")).isEqualTo("meter");
        }
    }

    @Test
    void the_same_figure_makes_the_same_bytes() {
        String svg = SamplePlots.trace(PlotTheme.SCREEN);

        assertThat(png(svg, 120)).isEqualTo(png(svg, 120));
    }

    @Test
    void more_pixels_than_a_picture_may_have_are_refused() {
        FigureStyle style = new FigureStyle(Optional.of(Length.parse("2000mm")), Optional.empty(), 1200);
        byte[] pdf = PdfFigure.of(SamplePlots.trace(PlotTheme.SCREEN), style);

        assertThatThrownBy(() -> PngFigure.of(pdf, style.dpi()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1200 pixels to the inch")
                .hasMessageContaining("100000000");
    }

    @Test
    void no_font_of_the_machine_is_asked_for(@TempDir Path folder) throws IOException, InterruptedException {
        Path png = folder.resolve("figure.png");
        Path classes = folder.resolve("classes.txt");

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-Duser.home=" + folder,
                        "-Xlog:class+load:file=" + classes,
                        "-cp",
                        System.getProperty("java.class.path"),
                        DrawnElsewhere.class.getName(),
                        png.toString())
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "output.txt"))
                .start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("output.txt")))
                .isZero();
        assertThat(Files.readAllBytes(png)).as("made in another process").isEqualTo(png(DrawnElsewhere.svg(), 120));
        assertThat(Files.readString(classes))
                .contains("org.apache.pdfbox.rendering.PDFRenderer")
                .doesNotContain("sun.font.SunFontManager", "sun.font.FontManagerFactory", "FileSystemFontProvider");
        assertThat(folder.resolve(".pdfbox.cache")).doesNotExist();
    }

    private static byte[] png(String svg, int dpi) {
        return PngFigure.of(PdfFigure.of(svg, FigureStyle.DEFAULT), dpi);
    }

    private static BufferedImage read(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }
}
