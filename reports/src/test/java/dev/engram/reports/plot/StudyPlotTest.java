package dev.engram.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.reports.Golden;
import dev.engram.reports.SampleStudies;
import dev.engram.reports.Xml;
import dev.engram.reports.plot.LineSeries.Style;
import dev.engram.tracing.summary.Estimate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class StudyPlotTest {

    @Test
    void the_lines_of_three_layers_are_drawn_as_looked_at() {
        Golden.assertMatches("study-lines-3.svg", LinePlotSvg.inline(StudyPlot.byLayer(SampleStudies.rome())));
    }

    @Test
    void the_points_of_three_layers_are_drawn_as_looked_at() {
        Golden.assertMatches("study-points-3.svg", ScatterSvg.inline(StudyPlot.scatter(SampleStudies.rome())));
    }

    @Test
    void effect_and_rewrite_score_are_solid_lines_with_bands_and_other_scores_dashed() {
        LinePlot plot = StudyPlot.byLayer(SampleStudies.rome());

        assertThat(plot.columns().labels()).containsExactly("0", "4", "8");
        assertThat(plot.series())
                .extracting(LineSeries::label)
                .containsExactly("tracing effect", "rewrite score", "paraphrase score");
        assertThat(plot.series()).extracting(LineSeries::style).containsExactly(Style.SOLID, Style.SOLID, Style.DASHED);
        assertThat(plot.series()).extracting(LineSeries::color).doesNotHaveDuplicates();
        assertThat(means(plot, 0)).containsExactly(0.25, 0.5, 0.475);
        assertThat(means(plot, 1)).containsExactly(0.75, 0.35, 0.05);
        assertThat(plot.hasBands()).isTrue();
    }

    private static List<Double> means(LinePlot plot, int line) {
        return plot.series().get(line).values().stream()
                .map(Estimate::mean)
                .map(mean -> Math.round(1e9 * mean) / 1e9)
                .toList();
    }

    @Test
    void a_point_is_a_fact_at_a_layer_and_its_tooltip_says_which() {
        ScatterPlot plot = StudyPlot.scatter(SampleStudies.rome());

        assertThat(plot.groups()).extracting(ScatterPlot.Group::label).containsExactly("layer 0", "layer 4", "layer 8");
        assertThat(plot.groups()).extracting(ScatterPlot.Group::color).doesNotHaveDuplicates();
        assertThat(plot.groups()).allSatisfy(group -> assertThat(group.points()).hasSize(4));
        assertThat(Xml.elements(Xml.parse(ScatterSvg.inline(plot)), "title"))
                .extracting(Element::getTextContent)
                .contains(
                        "Dot: Dot sings … hymns\nlayer 8\ntracing effect, share of the total effect 1.2000\nrewrite score -0.2000");
    }

    @ParameterizedTest
    @CsvSource({"1, 2", "3, 12", "40, 30"})
    void everything_lies_within_the_picture(int facts, int layers) {
        for (String drawn : List.of(
                ScatterSvg.inline(StudyPlot.scatter(SampleStudies.of(facts, layers))),
                LinePlotSvg.inline(StudyPlot.byLayer(SampleStudies.of(facts, layers))))) {
            Document svg = Xml.parse(drawn);
            double width = number(svg.getDocumentElement(), "width");
            double height = number(svg.getDocumentElement(), "height");
            assertThat(width).isLessThan(1000);
            assertThat(Xml.elements(svg, "circle"))
                    .hasSizeGreaterThanOrEqualTo(2 * layers)
                    .allMatch(point -> number(point, "cx") > 0 && number(point, "cx") < width)
                    .allMatch(point -> number(point, "cy") >= HeatmapLayout.PLOT_TOP && number(point, "cy") < height);
            assertThat(Xml.elements(svg, "text"))
                    .allMatch(text -> number(text, "x") < width && number(text, "y") <= height);
        }
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }

    @Test
    void the_axes_hold_0_and_1_and_all_points_beyond() {
        ScatterPlot plot = StudyPlot.scatter(SampleStudies.rome());

        ScatterAxis across = ScatterAxis.of(plot::xs, 100, 500);
        ScatterAxis up = ScatterAxis.of(plot::ys, 300, 50);
        assertThat(across.low()).isNegative();
        assertThat(across.at(1.2)).isLessThan(500);
        assertThat(up.at(-0.2)).isLessThan(300);
        assertThat(up.at(1)).isBetween(50.0, up.at(0));
    }

    @Test
    void nothing_to_draw_is_refused() {
        assertThatThrownBy(() -> StudyPlot.byLayer(SampleStudies.none())).hasMessageContaining("without studied facts");
        assertThatThrownBy(() -> new ScatterPlot("t", "x", "y", List.of())).hasMessage("a plot without points");
        assertThatThrownBy(() -> new ScatterPlot.Point("Ann", Double.NaN, 0)).hasMessageContaining("'Ann' lies at NaN");
    }
}
