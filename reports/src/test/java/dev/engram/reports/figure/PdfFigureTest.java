package dev.engram.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.reports.Golden;
import dev.engram.reports.SampleTraces;
import dev.engram.reports.plot.HeatmapSvg;
import dev.engram.reports.plot.PlotTheme;
import dev.engram.reports.plot.TraceHeatmap;
import dev.engram.testing.SeededCases;
import dev.engram.tracing.RestoredState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PdfFigureTest {

    private static final String TRACE = SamplePlots.trace(PlotTheme.SCREEN);

    static Stream<Map.Entry<String, String>> plots() {
        return SamplePlots.all().entrySet().stream();
    }

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(4);
    }

    @ParameterizedTest
    @MethodSource("plots")
    void every_plot_makes_a_page_whose_fonts_are_all_inside(Map.Entry<String, String> plot) throws IOException {
        try (PDDocument document = Loader.loadPDF(PdfFigure.of(plot.getValue(), FigureStyle.DEFAULT))) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            PDResources resources = document.getPage(0).getResources();
            for (COSName name : resources.getFontNames()) {
                PDFont font = resources.getFont(name);
                assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                assertThat(font.getName()).as("a part of the font alone").matches("[A-Z]{6}\\+.*");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("plots")
    void the_same_plot_makes_the_same_bytes(Map.Entry<String, String> plot) {
        assertThat(PdfFigure.of(plot.getValue(), FigureStyle.DEFAULT))
                .isEqualTo(PdfFigure.of(plot.getValue(), FigureStyle.DEFAULT));
    }

    @Test
    void what_is_drawn_is_as_looked_at() throws IOException {
        try (PDDocument document = Loader.loadPDF(PdfFigure.of(TRACE, FigureStyle.DEFAULT))) {
            String operators =
                    new String(document.getPage(0).getContents().readAllBytes(), StandardCharsets.ISO_8859_1);
            // Strings of glyphs are bytes of every kind; their text has a test of its own.
            Golden.assertMatches("heatmap-3x4.pdf.txt", operators.replaceAll("(?s)\\(.*?\\) Tj", "(...) Tj"));
        }
    }

    @Test
    void its_texts_can_be_found() throws IOException {
        assertThat(text(PdfFigure.of(TRACE, FigureStyle.DEFAULT)))
                .contains(
                        "Restoring a single hidden state",
                        "token (* subject)",
                        "Ann",
                        "·Lee",
                        "·sings",
                        "restored layer")
                .contains("P(·songs)", "0.1000 corrupted", "0.8000 clean");
    }

    @Test
    void letters_that_make_ligatures_are_found_one_by_one() throws IOException {
        assertThat(text(PdfFigure.of(token("office file"), FigureStyle.DEFAULT)))
                .contains("office·file");
    }

    @Test
    void it_has_a_title_and_no_date() throws IOException {
        byte[] file = PdfFigure.of(TRACE, FigureStyle.DEFAULT);

        try (PDDocument document = Loader.loadPDF(file)) {
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("Restoring a single hidden state");
            assertThat(document.getDocumentInformation().getMetadataKeys()).containsExactly("Title");
        }
        assertThat(new String(file, StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-1.4")
                .doesNotContain("/CreationDate");
    }

    @Test
    void it_is_as_wide_as_asked_for_and_scaled_as_a_whole() throws IOException {
        Drawing drawing = SvgReader.read(TRACE);
        try (PDDocument own = Loader.loadPDF(PdfFigure.of(TRACE, FigureStyle.DEFAULT));
                PDDocument wide = Loader.loadPDF(PdfFigure.of(TRACE, wide("14cm")))) {
            assertThat((double) own.getPage(0).getMediaBox().getWidth())
                    .isCloseTo(0.75 * drawing.width(), within(1e-3));
            assertThat((double) wide.getPage(0).getMediaBox().getWidth()).isCloseTo(14 / 2.54 * 72, within(1e-3));
            assertThat((double) wide.getPage(0).getMediaBox().getHeight())
                    .isCloseTo(14 / 2.54 * 72 * drawing.height() / drawing.width(), within(1e-3));
        }
    }

    @Test
    void a_character_that_no_font_has_is_a_box() throws IOException {
        assertThat(text(PdfFigure.of(token("a日本b"), FigureStyle.DEFAULT))).contains("a□□b");
    }

    @Test
    void other_scripts_are_there() throws IOException {
        assertThat(text(PdfFigure.of(token("Ελλάδα Россия"), FigureStyle.DEFAULT)))
                .contains("Ελλάδα·Россия");
        assertThat(text(PdfFigure.of(token("שלום"), FigureStyle.DEFAULT))).contains("שלום");
        assertThat(text(PdfFigure.of(token("e\u0301"), FigureStyle.DEFAULT))).contains("é");
        assertThat(text(PdfFigure.of(token("\uD83D\uDE00"), FigureStyle.DEFAULT)))
                .contains("\uD83D\uDE00");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void any_text_makes_a_file(long seed) throws IOException {
        int[] codePoints = new Random(seed).ints(60, 0, 0x11000).toArray();
        String random = new String(codePoints, 0, codePoints.length);

        byte[] file = PdfFigure.of(token(random), FigureStyle.DEFAULT);

        assertThat(text(file)).as("seed %d", seed).contains("restored layer");
    }

    @Test
    void a_font_of_ones_own_shows_what_it_has_and_others_the_rest() throws IOException {
        FigureFont liberation = FigureFont.of(SampleFonts.liberation());
        FigureStyle style = new FigureStyle(Optional.empty(), Optional.of(liberation), 300);

        byte[] pdf = PdfFigure.of(token("a↵"), style);

        assertThat(fonts(pdf))
                .extracting(name -> name.substring(7))
                .containsExactlyInAnyOrder("LiberationSans", "DejaVuSansMono");
        assertThat(text(pdf)).contains("a↵");
    }

    @Test
    void a_drawing_that_is_not_understood_is_not_drawn() {
        assertThatThrownBy(() -> PdfFigure.of(TRACE.replace("<rect ", "<rect rx=\"2\" "), FigureStyle.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rx=2");
    }

    private static FigureStyle wide(String width) {
        return new FigureStyle(Optional.of(Length.parse(width)), Optional.empty(), 300);
    }

    /** A heatmap with this token. */
    private static String token(String token) {
        return HeatmapSvg.inline(
                TraceHeatmap.of(SampleTraces.uniform(List.of(token, "b"), 3, 0.5), RestoredState.HIDDEN));
    }

    private static List<String> fonts(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            PDResources resources = document.getPage(0).getResources();
            List<String> names = new ArrayList<>();
            for (COSName name : resources.getFontNames()) {
                names.add(resources.getFont(name).getName());
            }
            return names;
        }
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }
}
