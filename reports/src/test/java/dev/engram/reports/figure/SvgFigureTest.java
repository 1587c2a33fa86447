package dev.engram.reports.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.reports.Xml;
import dev.engram.reports.plot.PlotTheme;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class SvgFigureTest {

    private static final String TRACE = SamplePlots.trace(PlotTheme.SCREEN);

    @Test
    void it_is_the_plot_with_its_tooltips_as_a_file() {
        String file = SvgFigure.of(TRACE, FigureStyle.DEFAULT);

        assertThat(file)
                .startsWith(
                        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=");
        assertThat(file.substring(file.indexOf(" role="))).isEqualTo(TRACE.substring(TRACE.indexOf(" role=")));
        assertThat(PdfFigure.of(file, FigureStyle.DEFAULT))
                .as("what both draw")
                .isEqualTo(PdfFigure.of(TRACE, FigureStyle.DEFAULT));
    }

    @Test
    void it_is_as_wide_as_asked_for() {
        Document file = Xml.parse(
                SvgFigure.of(TRACE, new FigureStyle(Optional.of(Length.parse("14cm")), Optional.empty(), 300)));
        Drawing drawing = SvgReader.read(TRACE);

        assertThat(file.getDocumentElement().getAttribute("width")).isEqualTo("14cm");
        assertThat(file.getDocumentElement().getAttribute("height"))
                .isEqualTo(Length.parse("14cm")
                        .times(drawing.height() / drawing.width())
                        .toString());
        assertThat(file.getDocumentElement().getAttribute("viewBox"))
                .isEqualTo("0 0 " + (int) drawing.width() + " " + (int) drawing.height());
    }

    @Test
    void texts_ask_for_the_font_of_ones_own_first() throws IOException {
        FigureFont font = FigureFont.of(SampleFonts.liberation());

        Document file = Xml.parse(SvgFigure.of(TRACE, new FigureStyle(Optional.empty(), Optional.of(font), 300)));

        assertThat(file.getDocumentElement().getAttribute("font-family")).startsWith("'Liberation Sans', system-ui");
        assertThat(Xml.elements(file, "g"))
                .anyMatch(group -> group.getAttribute("font-family").startsWith("'Liberation Sans', ui-monospace"));
    }

    @Test
    void what_is_no_plot_is_refused() {
        assertThatThrownBy(() -> SvgFigure.of("<p/>", FigureStyle.DEFAULT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("<p/>");
    }
}
