package dev.engram.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.reports.Golden;
import dev.engram.reports.SampleEvaluations;
import dev.engram.reports.Xml;
import dev.engram.reports.page.EvaluationPart;
import dev.engram.reports.page.Provenance;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class EvaluationPlotTest {

    private static final EvaluationPart SEQUENCE = SampleEvaluations.sequence(new Provenance(List.of()));

    @Test
    void methods_by_metrics_are_drawn_as_looked_at() {
        Golden.assertMatches(
                "evaluation-metrics-2.svg",
                IntervalSvg.inline(EvaluationPlot.metrics(SEQUENCE.metrics()).orElseThrow()));
    }

    @Test
    void what_a_sequence_leaves_is_drawn_as_looked_at() {
        Golden.assertMatches(
                "evaluation-retention-2.svg",
                LinePlotSvg.inline(EvaluationPlot.retention(SEQUENCE.checks()).orElseThrow()));
    }

    @Test
    void the_fields_short_names_are_drawn_each_with_all_methods() {
        IntervalPlot plot = EvaluationPlot.metrics(SEQUENCE.metrics()).orElseThrow();

        assertThat(plot.groups()).extracting(IntervalPlot.Group::label).contains("ES", "PS", "NS");
        assertThat(plot.groups())
                .allSatisfy(group -> assertThat(group.lines())
                        .extracting(IntervalPlot.Line::label)
                        .containsExactly("rome", "ft-m", "unedited"));
    }

    @Test
    void everything_lies_within_the_picture() {
        Document svg = Xml.parse(
                IntervalSvg.inline(EvaluationPlot.metrics(SEQUENCE.metrics()).orElseThrow()));
        double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
        double height = Double.parseDouble(svg.getDocumentElement().getAttribute("height"));

        assertThat(Xml.elements(svg, "circle"))
                .isNotEmpty()
                .allMatch(dot -> Double.parseDouble(dot.getAttribute("cx")) < width)
                .allMatch(dot -> Double.parseDouble(dot.getAttribute("cy")) < height);
    }

    @Test
    void a_method_that_is_not_at_its_end_has_no_line_yet() {
        LinePlot plot = EvaluationPlot.kept(SEQUENCE.checks().subList(0, 3)).orElseThrow();

        assertThat(plot.series()).extracting(LineSeries::label).containsExactly("rome");
        assertThat(EvaluationPlot.kept(List.of())).isEmpty();
    }

    @Test
    void a_plot_without_estimates_is_refused() {
        assertThatThrownBy(() -> new IntervalPlot("t", "v", List.of())).hasMessage("a plot without estimates");
    }
}
