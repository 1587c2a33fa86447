package dev.engram.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.reports.Golden;
import dev.engram.reports.SampleTraces;
import dev.engram.reports.Xml;
import dev.engram.reports.plot.LineSeries.Style;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.summary.AverageEffects;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class AveragePlotTest {

    private static final List<TraceResult> TWO = List.of(SampleTraces.small(), SampleTraces.longer());

    @Test
    void two_facts_are_drawn_as_looked_at() {
        Golden.assertMatches("average-lines-2.svg", draw(TWO));
    }

    @Test
    void each_role_is_a_line_with_its_mean_in_each_layer() {
        LinePlot plot = AveragePlot.of(averages(TWO));

        assertThat(plot.series())
                .extracting(LineSeries::label)
                .containsExactly(
                        "before the subject",
                        "first subject token",
                        "middle subject tokens",
                        "last subject token",
                        "first subsequent token",
                        "last token");
        assertThat(plot.series())
                .extracting(LineSeries::style)
                .containsExactly(Style.DASHED, Style.STARRED, Style.STARRED, Style.STARRED, Style.DASHED, Style.DASHED);
        assertThat(plot.series()).extracting(LineSeries::color).doesNotHaveDuplicates();
    }

    @Test
    void a_tooltip_shows_the_interval() {
        assertThat(Xml.elements(Xml.parse(draw(TWO)), "title"))
                .extracting(Element::getTextContent)
                .contains("last subject token (mean over 2 tokens of 2 facts)\nlayer 1\n"
                        + "mean indirect effect +0.3500, 95 % interval 0.3000 to 0.4000");
    }

    @Test
    void one_fact_has_lines_and_no_bands() {
        Document svg = Xml.parse(draw(List.of(SampleTraces.small())));

        assertThat(Xml.elements(svg, "path")).noneMatch(path -> path.hasAttribute("fill-opacity"));
        assertThat(Xml.elements(svg, "circle")).hasSize(3 * 4);
    }

    @ParameterizedTest
    @CsvSource({"1, 0.5", "1, 0.1", "48, 0.1", "100, 0.9"})
    void everything_lies_within_the_picture(int layers, double probability) {
        TraceResult result = SampleTraces.uniform(List.of("a", "b", "c", "d"), layers, probability);

        Document svg = Xml.parse(draw(List.of(result, result)));

        double width = number(svg.getDocumentElement(), "width");
        double height = number(svg.getDocumentElement(), "height");
        assertThat(width).isLessThan(1100);
        assertThat(Xml.elements(svg, "circle"))
                .hasSize(4 * layers)
                .allMatch(point -> number(point, "cx") < width)
                .allMatch(point -> number(point, "cy") >= HeatmapLayout.PLOT_TOP && number(point, "cy") < height);
        assertThat(Xml.elements(svg, "text"))
                .allMatch(text -> number(text, "x") < width && number(text, "y") <= height);
    }

    @Test
    void layers_lie_under_those_of_the_heatmap() {
        AverageEffects averages = averages(TWO);
        HeatmapLayout above = HeatmapLayout.of(AverageHeatmap.of(averages));

        LinePlotLayout layout = LinePlotLayout.under(AverageHeatmap.of(averages), AveragePlot.of(averages));

        assertThat(layout.x(3)).isEqualTo(above.columnLeft(3) + above.cellWidth() / 2.0);
        assertThatThrownBy(() -> LinePlotLayout.under(
                        AverageHeatmap.of(averages),
                        AveragePlot.of(averages(List.of(SampleTraces.uniform(List.of("a", "b"), 3, 0.5))))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 columns under a heatmap of 4");
    }

    @Test
    void plots_without_lines_and_lines_of_other_lengths_are_refused() {
        LinePlot plot = AveragePlot.of(averages(TWO));

        assertThatThrownBy(() -> new LinePlot("t", "v", true, plot.columns(), List.of(), List.of()))
                .hasMessageContaining("without lines");
        assertThatThrownBy(() -> new LinePlot(
                        "t", "v", true, HeatmapColumns.numbered("layer", "layer", 3), plot.series(), List.of()))
                .hasMessageContaining("4 values for 3 columns");
    }

    private static AverageEffects averages(List<TraceResult> traces) {
        return AverageEffects.of(traces, RestoredState.HIDDEN);
    }

    private static String draw(List<TraceResult> traces) {
        AverageEffects averages = averages(traces);
        return LinePlotSvg.inlineUnder(AverageHeatmap.of(averages), AveragePlot.of(averages));
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
