package dev.engram.reports.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.reports.SampleEdits;
import dev.engram.reports.SampleEvaluations;
import dev.engram.reports.SampleStudies;
import dev.engram.reports.SampleSweeps;
import dev.engram.reports.SampleTraces;
import dev.engram.reports.Xml;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.summary.SummarySettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ReportPageTest {

    private static final int MOST_BYTES = 5_000_000;

    private static List<ReportPart> everything() {
        return List.of(
                traces(List.of(SampleTraces.small(), SampleTraces.longer())),
                SampleEdits.ann(PageHtml.PROVENANCE),
                SampleEvaluations.sequence(PageHtml.PROVENANCE),
                new SweepPart("tiny-model", SampleSweeps.rome(), PageHtml.PROVENANCE),
                new StudyPart("tiny-model", SampleStudies.rome(), PageHtml.PROVENANCE));
    }

    private static TracingPart traces(List<TraceResult> results) {
        return new TracingPart("tiny-model", SampleTraces.facts(results), SummarySettings.DEFAULT, PageHtml.PROVENANCE);
    }

    @Test
    void several_results_have_a_list_of_contents_that_leads_to_each() {
        Document page = PageHtml.parse(ReportPage.render("What was tried", everything()));
        Set<String> ids = Xml.elements(page, "*").stream()
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .collect(Collectors.toSet());

        List<Element> links = Xml.elements(page, "nav");
        assertThat(links).hasSize(1);
        assertThat(Xml.elements(page, "a"))
                .hasSizeGreaterThanOrEqualTo(5)
                .allMatch(link -> ids.contains(link.getAttribute("href").substring(1)));
        assertThat(Xml.elements(page, "h2"))
                .extracting(Element::getTextContent)
                .containsExactly(
                        "tiny-model: 2 facts traced",
                        "tiny-model: Ann → hymns by FT-M",
                        "tiny-model: 3 records, 2 methods",
                        "tiny-model: ROME at layer 5, clamp 4",
                        "tiny-model: do traces say where to edit?");
    }

    @Test
    void every_id_is_there_once() {
        List<String> ids = Xml.elements(PageHtml.parse(ReportPage.render("t", everything())), "*").stream()
                .map(element -> element.getAttribute("id"))
                .filter(id -> !id.isEmpty())
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void each_result_says_how_it_was_made() {
        String html = ReportPage.render("t", everything());

        assertThat(PageHtml.texts(html, "h3").stream().filter("Provenance"::equals))
                .hasSize(5);
    }

    @Test
    void the_page_asks_for_nothing() {
        PageHtml.assertAsksForNothing(ReportPage.render("t", everything()));
    }

    @Test
    void the_same_values_make_the_same_bytes() {
        assertThat(ReportPage.render("t", everything())).isEqualTo(ReportPage.render("t", everything()));
    }

    @Test
    void three_hundred_facts_of_ten_tokens_and_thirty_layers_stay_under_five_megabytes() {
        List<TraceResult> facts = IntStream.range(0, 300)
                .mapToObj(fact -> SampleTraces.random(fact, 10, 30))
                .toList();

        assertThat(ReportPage.render(traces(facts)).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(MOST_BYTES);
    }

    @Test
    void a_report_on_nothing_is_refused() {
        assertThatThrownBy(() -> ReportPage.render("t", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a report on nothing; at least 1 result is needed");
    }
}
