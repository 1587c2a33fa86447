package dev.engram.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.eval.sweep.SettingsSweep.Scored;
import dev.engram.reports.Golden;
import dev.engram.reports.SampleSweeps;
import dev.engram.reports.Xml;
import dev.engram.reports.plot.LineSeries.Style;
import dev.engram.tracing.summary.Estimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class SweepPlotTest {

    /** Those with a clamp of 4. */
    private static final List<Scored> STRONG = List.of(
            SampleSweeps.rome().tried().get(1),
            SampleSweeps.rome().tried().get(3),
            SampleSweeps.rome().tried().get(5));

    @Test
    void three_layers_are_drawn_as_looked_at() {
        Golden.assertMatches("sweep-lines-3.svg", draw(STRONG));
    }

    @Test
    void each_share_is_a_line_over_the_layers_and_the_score_is_dashed() {
        LinePlot plot = SweepPlot.of("ROME", STRONG);

        assertThat(plot.columns().labels()).containsExactly("2", "5", "8");
        assertThat(plot.series())
                .extracting(LineSeries::label)
                .containsExactly("efficacy", "generalisation", "specificity", "score");
        assertThat(plot.series())
                .extracting(LineSeries::style)
                .containsExactly(Style.SOLID, Style.SOLID, Style.SOLID, Style.DASHED);
        assertThat(plot.series()).extracting(LineSeries::color).doesNotHaveDuplicates();
        assertThat(means(plot, 0)).containsExactly(0.9, 1.0, 0.75);
        assertThat(means(plot, 1)).containsExactly(0.6, 0.8, 0.2);
        assertThat(means(plot, 2)).containsExactly(0.75, 0.9, 0.85);
        assertThat(means(plot, 3))
                .containsExactlyElementsOf(
                        STRONG.stream().map(scored -> scored.score().score()).toList());
    }

    private static List<Double> means(LinePlot plot, int line) {
        return plot.series().get(line).values().stream().map(Estimate::mean).toList();
    }

    @Test
    void candidates_are_drawn_in_the_order_of_their_layers() {
        List<Scored> reversed = new ArrayList<>(STRONG);
        Collections.reverse(reversed);

        assertThat(SweepPlot.of("ROME", reversed)).isEqualTo(SweepPlot.of("ROME", STRONG));
    }

    @Test
    void several_layers_are_named_by_the_first_and_the_last() {
        assertThat(SweepPlot.of("MEMIT", SampleSweeps.memit().tried()).columns().labels())
                .containsExactly("3–5", "4–6");
    }

    @Test
    void a_tooltip_says_what_the_share_is_of() {
        assertThat(Xml.elements(Xml.parse(draw(STRONG)), "title"))
                .extracting(Element::getTextContent)
                .contains("generalisation (paraphrases)\nlayer 5\nshare of cases 0.8000")
                .contains("score (harmonic mean)\nlayer 2\nshare of cases 0.7297");
    }

    @Test
    void the_axis_goes_from_0_to_1_whatever_the_shares() {
        List<Scored> low = List.of(SampleSweeps.rome().tried().get(0));
        for (List<Scored> candidates :
                List.of(STRONG, low, SampleSweeps.fineTuning(3).tried())) {
            assertThat(Xml.elements(Xml.parse(draw(candidates)), "text"))
                    .extracting(Element::getTextContent)
                    .contains("0.0", "0.5", "1.0")
                    .doesNotContain("-0.0");
            LinePlotLayout layout = LinePlotLayout.alone(SweepPlot.of("t", candidates));
            assertThat(layout.y(1)).isBetween(HeatmapLayout.PLOT_TOP + 1.0, HeatmapLayout.PLOT_TOP + 12.0);
            assertThat(layout.y(0)).isBetween(layout.plotBottom() - 12.0, layout.plotBottom() - 1.0);
        }
    }

    @Test
    void no_line_is_starred_or_has_a_band() {
        Document svg = Xml.parse(draw(STRONG));

        assertThat(Xml.elements(svg, "text"))
                .noneMatch(text -> text.getTextContent().contains("*"));
        assertThat(Xml.elements(svg, "path")).noneMatch(path -> path.hasAttribute("fill-opacity"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 12, 48, 100})
    void everything_lies_within_the_picture(int layers) {
        Document svg = Xml.parse(draw(SampleSweeps.fineTuning(layers).tried()));

        double width = number(svg.getDocumentElement(), "width");
        double height = number(svg.getDocumentElement(), "height");
        assertThat(width).isLessThan(1000);
        assertThat(Xml.elements(svg, "circle"))
                .hasSize(4 * layers)
                .allMatch(point -> number(point, "cx") < width)
                .allMatch(point -> number(point, "cy") >= HeatmapLayout.PLOT_TOP && number(point, "cy") < height);
        assertThat(Xml.elements(svg, "text"))
                .allMatch(text -> number(text, "x") < width && number(text, "y") <= height);
    }

    @Test
    void nothing_to_draw_is_refused() {
        assertThatThrownBy(() -> SweepPlot.of("ROME", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("without columns");
    }

    private static String draw(List<Scored> candidates) {
        return LinePlotSvg.inline(SweepPlot.of("ROME, clamp 4, by edited layer", candidates));
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
