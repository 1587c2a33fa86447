package dev.engram.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.reports.Golden;
import dev.engram.reports.SampleTraces;
import dev.engram.reports.VisibleText;
import dev.engram.reports.Xml;
import dev.engram.testing.SeededCases;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceResult;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class HeatmapSvgTest {

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(20);
    }

    @Test
    void three_tokens_by_four_layers_are_drawn_as_looked_at() {
        Golden.assertMatches("heatmap-3x4.svg", HeatmapSvg.standalone(hidden(SampleTraces.small())));
    }

    @Test
    void each_cell_has_the_colour_of_its_value() {
        Heatmap heatmap = hidden(SampleTraces.small());

        List<Element> cells = cells(Xml.parse(HeatmapSvg.standalone(heatmap)));

        assertThat(cells).hasSize(12);
        for (int i = 0; i < cells.size(); i++) {
            double value = heatmap.rows().get(i / 4).values().get(i % 4);
            assertThat(cells.get(i).getAttribute("fill"))
                    .isEqualTo(heatmap.scale().color(value).hex());
        }
    }

    @Test
    void each_cell_has_a_tooltip_with_token_layer_probability_and_effect() {
        List<Element> cells = cells(Xml.parse(HeatmapSvg.standalone(hidden(SampleTraces.small()))));

        assertThat(cells).extracting(Element::getTextContent).doesNotHaveDuplicates();
        assertThat(cells.get(4 + 1).getTextContent())
                .isEqualTo("·Lee (position 1, subject)\nlayer 1\nP(·songs) 0.5000\n+0.4000 over corrupted");
        assertThat(cells.get(3).getTextContent()).endsWith("P(·songs) 0.0500\n−0.0500 over corrupted");
    }

    @Test
    void a_value_that_is_absent_is_a_hole_and_says_so() {
        HeatmapRow row = new HeatmapRow(VisibleText.ofToken("a"), "position 0", false, List.of(Double.NaN));
        Heatmap heatmap = new Heatmap(
                "t", List.of(row), "token", HeatmapColumns.numbered("layer", "layer", 1), ColorScaleTest.scale(0, 1));

        Element cell = cells(Xml.parse(HeatmapSvg.standalone(heatmap))).get(0);

        assertThat(cell.getAttribute("fill")).isEqualTo("none");
        assertThat(cell.getTextContent()).isEqualTo("a (position 0)\nlayer 0\nP absent");
    }

    @Test
    void hostile_tokens_stay_text() {
        Document svg = Xml.parse(HeatmapSvg.standalone(hidden(SampleTraces.hostile())));

        assertThat(Xml.elements(svg, "script")).isEmpty();
        assertThat(Xml.elements(svg, "svg")).hasSize(1);
        assertThat(svg.getDocumentElement().getTextContent())
                .contains("</title><script>ale")
                .contains("⟨1B⟩[31m⟨00⟩")
                .doesNotContainPattern("[\\x00-\\x08\\x0B-\\x1F\\x7F-\\x9F\u202A-\u202E\u2066-\u2069]");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void any_text_makes_an_xml_file(long seed) {
        Random random = new Random(seed);
        int[] codePoints = random.ints(40, 0, 0x11000).toArray();
        String text = new String(codePoints, 0, codePoints.length);

        Document svg =
                Xml.parse(HeatmapSvg.standalone(hidden(SampleTraces.uniform(List.of(text, "b", text + "c"), 3, 0.5))));

        assertThat(cells(svg)).hasSize(9);
    }

    @ParameterizedTest
    @CsvSource({"3, 3", "60, 100", "60, 3", "3, 100", "1, 1"})
    void everything_lies_within_the_picture(int tokens, int layers) {
        TraceResult result = SampleTraces.uniform(Collections.nCopies(tokens, " transformer"), layers, 0.5);

        Document svg = Xml.parse(HeatmapSvg.standalone(hidden(result)));

        int width = number(svg.getDocumentElement(), "width");
        int height = number(svg.getDocumentElement(), "height");
        assertThat(width).isLessThan(1100);
        assertThat(Xml.elements(svg, "rect"))
                .allMatch(rect -> number(rect, "x") + number(rect, "width") <= width)
                .allMatch(rect -> number(rect, "y") + number(rect, "height") <= height);
        assertThat(Xml.elements(svg, "text"))
                .allMatch(text -> number(text, "x") < width && number(text, "y") <= height);
    }

    @Test
    void the_same_values_make_the_same_bytes() {
        assertThat(HeatmapSvg.standalone(hidden(SampleTraces.small())))
                .isEqualTo(HeatmapSvg.standalone(hidden(SampleTraces.small())));
    }

    @Test
    void the_inline_form_names_no_address() {
        assertThat(HeatmapSvg.inline(hidden(SampleTraces.small())))
                .startsWith("<svg ")
                .doesNotContain("http");
    }

    @Test
    void texts_have_the_colour_of_their_surroundings() {
        Document svg = Xml.parse(HeatmapSvg.standalone(hidden(SampleTraces.small())));

        assertThat(svg.getDocumentElement().getAttribute("fill")).isEqualTo("currentColor");
        assertThat(Xml.elements(svg, "text")).noneMatch(text -> text.hasAttribute("fill"));
    }

    private static Heatmap hidden(TraceResult result) {
        return TraceHeatmap.of(result, RestoredState.HIDDEN);
    }

    private static List<Element> cells(Document svg) {
        return Xml.elements(svg, "rect").stream()
                .filter(rect -> rect.getElementsByTagName("title").getLength() == 1)
                .toList();
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }
}
