package dev.engram.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.reports.SampleTraces;
import dev.engram.reports.Xml;
import dev.engram.tracing.TraceResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class TracePageTest {

    @Test
    void the_page_shows_prompt_answer_and_baselines() {
        String text = text(SampleTraces.small());

        assertThat(text)
                .contains("Ann Lee sings")
                .contains("The answer that is watched: ·songs token 7")
                .contains("Clean 0.8000")
                .contains(
                        "Corrupted 0.1000 subject corrupted: Gaussian noise of standard deviation 0.25; mean over 10 runs")
                .contains("Total effect +0.7000");
    }

    @Test
    void the_subject_is_marked_in_the_prompt() {
        List<Element> marks = Xml.elements(PageHtml.parse(render(SampleTraces.small())), "mark");

        assertThat(marks).extracting(Element::getTextContent).containsExactly("Ann Lee");
    }

    @Test
    void each_kind_has_a_figure_with_its_window_and_its_highest_cell() {
        List<String> figures = Xml.elements(PageHtml.parse(render(SampleTraces.small())), "figcaption").stream()
                .map(caption -> PageHtml.squeeze(caption.getTextContent()))
                .toList();

        assertThat(figures).hasSize(3);
        assertThat(figures.get(0))
                .contains("output of one block")
                .contains("Highest: ·sings (position 2) at layer 3: 0.8000, +0.7000 over the corrupted baseline.")
                .contains("clean run by construction")
                .contains("Highest at the subject: ·Lee (position 1) at layer 1: 0.5000, +0.4000");
        assertThat(figures.get(1))
                .contains("MLP outputs of the layers l − 1 to l around layer l (a window of 2,")
                .contains("Highest: ·Lee (position 1) at layer 1: 0.3500, +0.2500")
                .doesNotContain("Highest at the subject")
                .doesNotContain("by construction");
        assertThat(figures.get(2)).contains("attention outputs").contains("Highest: ·sings (position 2) at layer 2");
    }

    @Test
    void a_window_wider_than_the_model_is_all_layers() {
        TraceResult small = SampleTraces.small();
        TraceResult wide = new TraceResult(
                small.prompt(),
                small.tokens(),
                small.subject(),
                small.answer(),
                small.cleanValue(),
                small.corruptedValue(),
                small.grids(),
                SampleTraces.conditions(1, Integer.MAX_VALUE));

        assertThat(text(wide))
                .contains("the clean MLP outputs of all layers at one token")
                .contains("standard deviation 0.25; one run");
    }

    @Test
    void tokens_numbers_and_provenance_are_listed() {
        assertThat(text(SampleTraces.small()))
                .contains("0 100 Ann * 1 101 ·Lee * 2 102 ·sings")
                .contains("Token 0 1 2 3 Ann * 0.1000 0.1500 0.1000 0.0500 ·Lee * 0.3000 0.5000 0.4000 0.1000")
                .contains("Command engram trace --prompt '<b>Ann</b>' Seed 1");
    }

    @Test
    void the_reader_is_warned_not_to_edit_where_tracing_peaks() {
        assertThat(text(SampleTraces.small()))
                .contains("The best layer to trace is not thereby the best layer to edit")
                .contains("Hase et al. 2023");
    }

    @Test
    void notes_appear_only_where_they_hold() {
        String laterRoles = "The prompt ends with its subject";
        String noRestoration = "did not lower this value, so the grids show no restoration";

        assertThat(text(SampleTraces.small())).doesNotContain(laterRoles).doesNotContain(noRestoration);
        assertThat(text(SampleTraces.hostile())).contains(laterRoles).contains(noRestoration);
    }

    @Test
    void the_page_asks_for_nothing_and_runs_nothing() {
        PageHtml.assertAsksForNothing(render(SampleTraces.small()));
    }

    @Test
    void hostile_texts_stay_text() {
        String html = render(SampleTraces.hostile());

        assertThat(html).contains("&lt;script");
        PageHtml.assertHarmless(html);
    }

    @Test
    void a_token_is_shown_without_line_ends_around_it() {
        assertThat(Xml.elements(PageHtml.parse(render(SampleTraces.small())), "code"))
                .extracting(Element::getTextContent)
                .isNotEmpty()
                .allMatch(text -> text.equals(text.strip()));
    }

    @Test
    void without_provenance_there_is_no_empty_section() {
        assertThat(TracePage.render(SampleTraces.small(), new Provenance(List.of())))
                .doesNotContain("Provenance");
    }

    @Test
    void the_same_values_make_the_same_bytes() {
        assertThat(render(SampleTraces.hostile())).isEqualTo(render(SampleTraces.hostile()));
    }

    private static String render(TraceResult result) {
        return TracePage.render(result, PageHtml.PROVENANCE);
    }

    private static String text(TraceResult result) {
        return PageHtml.text(render(result));
    }
}
