package dev.engram.reports.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.reports.SamplePatches;
import dev.engram.reports.Xml;
import dev.engram.tracing.patching.PatchDirection;
import dev.engram.tracing.patching.PatchResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class PatchPageTest {

    private static final PatchResult DENOISED = SamplePatches.byPosition(PatchDirection.DENOISE);

    @Test
    void the_page_shows_both_prompts_and_what_is_measured() {
        assertThat(text(DENOISED))
                .contains("Ann Lee sings against Ann Ray sings")
                .contains("the logit of ·songs token 7 minus the logit of ·hymns token 8")
                .contains("Clean +4.0000")
                .contains("Corrupted −1.0000")
                .contains("Between them +5.0000");
    }

    @Test
    void what_differs_is_marked_in_both_prompts() {
        List<Element> marks = Xml.elements(PageHtml.parse(render(DENOISED)), "mark");

        assertThat(marks).extracting(Element::getTextContent).containsExactly("Lee", "Ray");
    }

    @Test
    void each_direction_is_explained_in_its_own_words() {
        assertThat(text(DENOISED))
                .contains("What one place of the clean run brings back")
                .contains("The model runs on the corrupted prompt");
        assertThat(text(SamplePatches.byPosition(PatchDirection.NOISE)))
                .contains("What one place of the corrupted run takes away")
                .contains("The model runs on the clean prompt");
    }

    @Test
    void the_figure_names_its_highest_and_a_clearly_negative_cell() {
        assertThat(text(DENOISED))
                .contains("Each cell puts in the residual stream before one layer, at one token.")
                .contains("Highest: ·Lee/·Ray (position 1) at layer 1, 1.2000.")
                .contains("Lowest: ·sings (position 2) at layer 1, −0.2500.");
        assertThat(text(SamplePatches.byHead()))
                .contains("one attention head, at all tokens together")
                .contains("Highest: layer 1, head 0, 0.4000.")
                .doesNotContain("Lowest:");
    }

    @Test
    void numbers_tokens_and_provenance_are_listed() {
        assertThat(text(DENOISED))
                .contains("Token 0 1 2 Ann 0 0 0 ·Lee/·Ray * 1.0000 1.2000 0.1000 ·sings 0 −0.2500 0.9000")
                .contains("0 100 100 Ann 1 101 201 ·Lee against ·Ray * 2 102 102 ·sings")
                .contains("Seed 1");
        assertThat(text(SamplePatches.byHead())).contains("Layer 0 1 layer 0 0 0.1000 layer 1 0.4000 0");
    }

    @Test
    void the_reader_is_told_that_the_directions_differ() {
        assertThat(text(DENOISED)).contains("neither figure is the other one reversed");
    }

    @Test
    void the_page_asks_for_nothing_and_runs_nothing() {
        PageHtml.assertAsksForNothing(render(DENOISED));
    }

    @Test
    void hostile_texts_stay_text() {
        String html = render(SamplePatches.hostile());

        assertThat(html).contains("&lt;script").contains("&lt;img");
        PageHtml.assertHarmless(html);
    }

    @Test
    void the_same_values_make_the_same_bytes() {
        assertThat(render(SamplePatches.hostile())).isEqualTo(render(SamplePatches.hostile()));
    }

    private static String render(PatchResult result) {
        return PatchPage.render(result, PageHtml.PROVENANCE);
    }

    private static String text(PatchResult result) {
        return PageHtml.text(render(result));
    }
}
