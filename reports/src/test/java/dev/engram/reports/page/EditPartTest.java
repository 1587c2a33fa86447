package dev.engram.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.reports.SampleEdits;
import dev.engram.reports.Xml;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class EditPartTest {

    private static final String ANN = ReportPage.render(SampleEdits.ann(PageHtml.PROVENANCE));
    private static final String HOSTILE = "</title><script>alert(1)</script>\u202E\u001B<img src=x onerror=alert(1)>";

    @Test
    void the_page_says_what_was_edited_how_and_whether_it_is_said() {
        assertThat(PageHtml.texts(ANN, "h2")).containsExactly("tiny-model: Ann → hymns by FT-M");
        assertThat(PageHtml.text(ANN))
                .contains("Say the new answer 1 of 1 edited prompts")
                .contains("Method FT-M at layer 3, in 1.3 s")
                .contains("layer 3: statistics of 7680 keys")
                .doesNotContain("damages the model");
    }

    @Test
    void each_prompt_stands_before_and_after_with_the_probabilities_of_both_answers() {
        assertThat(PageHtml.text(ANN))
                .contains(
                        "rewrite Ann sings songs all day long hymns all day long hymns / songs 0.0100 0.9500 0.9000 0.0200 1")
                .contains("neighbour Bob sings songs songs hymns / songs 0.0100 0.0110 0.9000 0.8900 12");
    }

    @Test
    void words_that_differ_are_marked_on_both_sides_and_no_others() {
        assertThat(PageHtml.texts(ANN, "del")).containsExactly("songs");
        assertThat(PageHtml.texts(ANN, "ins")).containsExactly("hymns");
    }

    @Test
    void loss_norms_and_health_are_shown() {
        List<String> drawn = Xml.elements(PageHtml.parse(ANN), "svg").stream()
                .map(svg -> svg.getAttribute("aria-label"))
                .toList();

        assertThat(drawn).containsExactly("Loss of the search for the value");
        assertThat(PageHtml.text(ANN))
                .contains(
                        "Step Loss New answer Divergence Decay 0 5.0000 5.0000 0.0000 0.0000 1 1.3750 1.0000 0.2500 0.1250")
                .contains("Ratio of the prompt’s own key 2.500 8.000 16.000 0.750")
                .contains("Update beside its weight 12.400 12.500 98.5 % 0.050");
    }

    @Test
    void numbers_stand_in_full_for_downloads() {
        assertThat(Xml.elements(PageHtml.parse(ANN), "td"))
                .extracting(cell -> cell.getAttribute("data-value"))
                .contains("0.011", "0.985", "12.0");
    }

    @Test
    void damage_is_said_first_and_hostile_texts_stay_text() {
        String html = ReportPage.render(SampleEdits.hostile(HOSTILE, PageHtml.PROVENANCE));

        assertThat(Xml.elements(PageHtml.parse(html), "p").stream()
                        .filter(paragraph -> paragraph.getAttribute("role").equals("note"))
                        .map(Element::getTextContent))
                .singleElement()
                .asString()
                .contains("the perplexity of neutral text went from 12.40 to 30.00");
        assertThat(html).contains("&lt;img");
        PageHtml.assertHarmless(html);
        PageHtml.assertAsksForNothing(html);
    }
}
