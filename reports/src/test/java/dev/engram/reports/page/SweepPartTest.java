package dev.engram.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.eval.sweep.SettingsSweep.Outcome;
import dev.engram.reports.SampleSweeps;
import dev.engram.reports.Xml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class SweepPartTest {

    private static final String HOSTILE = "</title><script>alert(1)</script>\u202E\u001B<img src=x onerror=alert(1)>";

    @Test
    void the_page_says_what_was_chosen_and_how_it_does_on_facts_that_it_was_not_chosen_by() {
        String text = text(SampleSweeps.rome());

        assertThat(PageHtml.texts(render(SampleSweeps.rome()), "h2"))
                .containsExactly("tiny-model: ROME at layer 5, clamp 4");
        assertThat(text)
                .contains("Chosen by 20 facts, each edited alone and taken back; below, how it does on 19 others.")
                .contains("Efficacy 97.5 % of rewrites")
                .contains("Generalisation 71.3 % of paraphrases")
                .contains("Specificity 88.0 % of neighbours")
                .contains("Said 90.0 % of rewrites");
    }

    @Test
    void all_candidates_are_listed_in_their_order_and_the_best_is_starred() {
        assertThat(text(SampleSweeps.rome()))
                .contains("Layers Clamp Efficacy Generalisation Specificity Score Said"
                        + " 2 2 50.0 % 25.0 % 100.0 % 42.9 % 25.0 %"
                        + " 2 4 90.0 % 60.0 % 75.0 % 73.0 % 80.0 %"
                        + " 5 2 80.0 % 40.0 % 95.0 % 62.5 % 70.0 %"
                        + " 5 * 4 100.0 % 80.0 % 90.0 % 89.3 % 95.0 %"
                        + " 8 2 40.0 % 0.0 % 100.0 % 0.0 % 10.0 %"
                        + " 8 4 75.0 % 20.0 % 85.0 % 39.9 % 50.0 %");
        assertThat(rowHeads(SampleSweeps.rome()))
                .filteredOn(head -> head.contains("*"))
                .hasSize(1);
    }

    private static List<String> rowHeads(Outcome outcome) {
        return Xml.elements(PageHtml.parse(render(outcome)), "th").stream()
                .filter(head -> head.getAttribute("scope").equals("row"))
                .map(Element::getTextContent)
                .toList();
    }

    @Test
    void each_strength_has_a_plot_of_its_own() {
        assertThat(plotTitles(SampleSweeps.rome()))
                .containsExactly("ROME, clamp 2, by edited layer", "ROME, clamp 4, by edited layer");
        assertThat(plotTitles(SampleSweeps.memit())).containsExactly("MEMIT, clamp 0.75, by edited layer");
        assertThat(plotTitles(SampleSweeps.fineTuning(4))).containsExactly("FT-M, by edited layer");
    }

    private static List<String> plotTitles(Outcome outcome) {
        return Xml.elements(PageHtml.parse(render(outcome)), "svg").stream()
                .map(svg -> svg.getAttribute("aria-label"))
                .toList();
    }

    @Test
    void several_layers_are_all_named() {
        assertThat(PageHtml.texts(render(SampleSweeps.memit()), "h2"))
                .containsExactly("tiny-model: MEMIT at layers 3, 4, 5, clamp 0.75");
        assertThat(rowHeads(SampleSweeps.memit())).containsExactly("3, 4, 5 *", "4, 5, 6");
    }

    @Test
    void a_method_without_strengths_has_no_column_of_them() {
        assertThat(text(SampleSweeps.fineTuning(2)))
                .contains("Layers Efficacy Generalisation Specificity Score Said 0 * 100.0 % ");
        assertThat(PageHtml.texts(render(SampleSweeps.fineTuning(2)), "h2"))
                .containsExactly("tiny-model: FT-M at layer 0");
    }

    @Test
    void the_reader_is_told_what_so_few_facts_can_say() {
        assertThat(text(SampleSweeps.rome()))
                .contains("Each candidate was scored on 20 facts")
                .contains("The best layer to trace is not thereby the best layer to edit");
    }

    @Test
    void provenance_is_listed() {
        assertThat(text(SampleSweeps.rome())).contains("Seed 1");
    }

    @Test
    void the_page_asks_for_nothing_and_runs_nothing() {
        PageHtml.assertAsksForNothing(render(SampleSweeps.rome()));
    }

    @Test
    void a_hostile_name_stays_text() {
        String html = ReportPage.render(new SweepPart(HOSTILE, SampleSweeps.rome(), PageHtml.PROVENANCE));

        assertThat(html).contains("&lt;script").contains("&lt;img");
        assertThat(PageHtml.texts(html, "title").get(0))
                .startsWith("Settings for editing </title><script>alert(1)</script>⟨202E⟩⟨1B⟩<img");
        PageHtml.assertHarmless(html);
    }

    @Test
    void the_same_values_make_the_same_bytes() {
        assertThat(render(SampleSweeps.rome())).isEqualTo(render(SampleSweeps.rome()));
    }

    private static String render(Outcome outcome) {
        return ReportPage.render(new SweepPart("tiny-model", outcome, PageHtml.PROVENANCE));
    }

    private static String text(Outcome outcome) {
        return PageHtml.text(render(outcome));
    }
}
