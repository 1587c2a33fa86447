package dev.engram.reports.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.eval.study.StudySummary;
import dev.engram.reports.SampleStudies;
import org.junit.jupiter.api.Test;

class StudyPartTest {

    private static final String HOSTILE = "</title><script>alert(1)</script>\u202E\u001B<img src=x onerror=alert(1)>";

    private static String render(StudySummary study) {
        return ReportPage.render(new StudyPart("tiny-model", study, PageHtml.PROVENANCE));
    }

    private static String text(StudySummary study) {
        return PageHtml.text(render(study));
    }

    @Test
    void the_page_says_where_traces_and_edits_are_best_and_how_many_facts_say_so() {
        assertThat(PageHtml.texts(render(SampleStudies.rome()), "h2"))
                .containsExactly("tiny-model: do traces say where to edit?");
        assertThat(text(SampleStudies.rome()))
                .contains("edited by ROME at one layer after another")
                .contains("Studied 4 of 5 facts; 1 answered wrongly")
                .contains("Traces best layer 4 brings back 50.0 % (")
                .contains("Edits best layer 0 rewrite score 0.75 (")
                .contains("The effect adds ")
                .contains(SampleStudies.rome().finding());
    }

    @Test
    void each_point_has_its_numbers() {
        assertThat(text(SampleStudies.rome()))
                .contains("Fact Layer Tracing effect Rewrite score Ann: Ann sings … hymns 0 0.10 0.90 ");
    }

    @Test
    void each_layer_has_its_numbers() {
        assertThat(text(SampleStudies.rome()))
                .contains(
                        "Layer Tracing effect Correlation Rewrite score Paraphrase score Efficacy Generalisation Specificity Said")
                .containsPattern(
                        " 4 50\\.0 % \\(.*?\\) [−0-9.]+ \\(.*?\\) 0\\.35 \\(.*?\\) 0\\.18 \\(.*?\\) 25\\.0 % 25\\.0 % – 0\\.0 % ");
    }

    @Test
    void each_measure_of_tracing_stands_with_each_of_success() {
        assertThat(text(SampleStudies.rome()))
                .containsPattern(
                        "last subject token rewrite score 4 −0\\.\\d\\d \\(.*?\\).* %.* % \\(p = [01]\\.\\d{3}\\)")
                .contains("largest of the subject paraphrase score 4 ");
    }

    @Test
    void what_cannot_be_told_of_one_fact_is_left_open() {
        assertThat(text(SampleStudies.of(1, 3)))
                .contains("Studied 1 of 1 facts", "–")
                .doesNotContain("The effect adds", "NaN");
    }

    @Test
    void provenance_is_listed_and_the_page_asks_for_nothing() {
        assertThat(text(SampleStudies.rome())).contains("Seed 1");
        PageHtml.assertAsksForNothing(render(SampleStudies.rome()));
    }

    @Test
    void hostile_names_and_prompts_stay_text() {
        String html = ReportPage.render(new StudyPart(HOSTILE, SampleStudies.named(HOSTILE), PageHtml.PROVENANCE));

        assertThat(html).contains("&lt;script").contains("&lt;img");
        PageHtml.assertHarmless(html);
    }

    @Test
    void the_same_values_make_the_same_bytes() {
        assertThat(render(SampleStudies.rome())).isEqualTo(render(SampleStudies.rome()));
    }

    @Test
    void a_page_without_studied_facts_is_refused() {
        assertThatThrownBy(() -> render(SampleStudies.none())).hasMessageContaining("without studied facts");
    }
}
