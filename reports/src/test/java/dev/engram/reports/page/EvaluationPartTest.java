package dev.engram.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.reports.SampleEvaluations;
import dev.engram.reports.Xml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class EvaluationPartTest {

    private static final String TWO = ReportPage.render(SampleEvaluations.two(PageHtml.PROVENANCE));
    private static final String SEQUENCE = ReportPage.render(SampleEvaluations.sequence(PageHtml.PROVENANCE));
    private static final String HOSTILE = "</title><script>alert(1)</script>\u202E\u001B<img src=x onerror=alert(1)>";

    @Test
    void the_page_says_what_was_evaluated_by_what_rule() {
        assertThat(PageHtml.texts(TWO, "h2")).containsExactly("tiny-model: 3 records, 2 methods");
        assertThat(PageHtml.text(TWO))
                .contains("each record alone: edited, scored, and taken back.")
                .contains("Mean time of an edit: rome 1.50 s.");
    }

    @Test
    void methods_stand_side_by_side_with_intervals_and_paired_differences() {
        assertThat(PageHtml.text(TWO))
                .contains("rewrite.right-likelier ES 1.0000 (1.0000 to 1.0000) 0.6667 (0 to 1.0000) 0 (0 to 0)")
                .contains("Paired differences from rome")
                .contains("rewrite.right-likelier ES −0.3333 (−1.0000 to 0) −1.0000 (−1.0000 to −1.0000)");
    }

    @Test
    void only_a_sequence_has_curves_of_what_it_leaves() {
        assertThat(plots(TWO)).containsExactly("Methods by metrics");
        assertThat(plots(SEQUENCE))
                .containsExactly("Methods by metrics", "Rewrites that still hold", "Unrelated predictions that stay");
        assertThat(PageHtml.text(SEQUENCE)).contains("ft-m 3 0.2500 0.2500 0.6000 12.5000");
    }

    private static List<String> plots(String html) {
        return Xml.elements(PageHtml.parse(html), "svg").stream()
                .map(svg -> svg.getAttribute("aria-label"))
                .toList();
    }

    @Test
    void a_failure_names_its_method_and_leads_to_a_record_that_is_there() {
        List<Element> links = Xml.elements(PageHtml.parse(TWO), "a");

        assertThat(links).hasSize(1);
        String record = links.get(0).getAttribute("href").substring(1);
        assertThat(PageHtml.text(TWO))
                .contains("ft-m id of Bob plays Bob plays songs hymns all day “hymns” stays likelier");
        Element details = Xml.elements(PageHtml.parse(TWO), "details").stream()
                .filter(element -> element.getAttribute("id").equals(record))
                .findFirst()
                .orElseThrow();
        assertThat(PageHtml.squeeze(details.getTextContent()))
                .contains("rewrite Bob playssongshymns all day✓ songs all day✗ hymns all day")
                .contains("neighbour Not Bob playshymnshymns all day✓ hymns all day✓ hymns all day");
    }

    @Test
    void hostile_texts_stay_text() {
        String html = ReportPage.render(SampleEvaluations.hostile(HOSTILE, PageHtml.PROVENANCE));

        assertThat(html).contains("&lt;img");
        PageHtml.assertHarmless(html);
        PageHtml.assertAsksForNothing(html);
    }
}
