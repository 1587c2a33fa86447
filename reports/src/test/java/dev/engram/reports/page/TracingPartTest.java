package dev.engram.reports.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.datasets.ListedPrompt;
import dev.engram.datasets.Prompt;
import dev.engram.reports.SampleTraces;
import dev.engram.reports.Xml;
import dev.engram.tracing.FactTrace;
import dev.engram.tracing.TraceResult;
import dev.engram.tracing.summary.SummarySettings;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TracingPartTest {

    private static final Provenance PROVENANCE = PageHtml.PROVENANCE;
    private static final List<TraceResult> TWO = List.of(SampleTraces.small(), SampleTraces.longer());

    @Test
    void the_page_has_a_title_and_says_how_many_facts_it_holds() {
        String html = render(TWO);

        assertThat(PageHtml.texts(html, "title").get(0)).isEqualTo("Causal traces of demo");
        assertThat(PageHtml.texts(html, "h1")).containsExactly("Causal traces of demo");
        assertThat(PageHtml.texts(html, "h2")).containsExactly("demo: 2 facts traced");
        assertThat(PageHtml.text(html)).contains("Traced 2 facts of 2 ").contains("Average total effect +0.5500");
    }

    @Test
    void each_kind_is_averaged_and_its_peak_at_the_subject_is_told() {
        List<String> captions = PageHtml.texts(render(TWO), "figcaption");

        assertThat(captions).hasSize(3);
        assertThat(captions.get(0))
                .startsWith(
                        "Over 2 facts, restoring the hidden state has its largest average effect among the subject's"
                                + " tokens at the last subject token, layer 1: +0.350 (95 % interval 0.300 to 0.400; total effect"
                                + " +0.550).")
                .contains("With so few facts the intervals are too narrow.")
                .contains("output of one block")
                .contains("At the last token the last layer is the clean run by construction");
        assertThat(captions.get(1))
                .contains("at the last subject token, centre layer 1: +0.125")
                .contains("MLP outputs of the layers l − 1 to l around layer l (a window of 2,")
                .doesNotContain("by construction");
        assertThat(captions.get(2))
                .startsWith(
                        "Over 2 facts, restoring attention outputs brings nothing back at any token of the subject");
    }

    @Test
    void averages_are_listed_with_the_tokens_they_were_pooled_from() {
        assertThat(PageHtml.text(render(TWO)))
                .contains("Token role Tokens 0 1 2 3 before the subject 2 0 0 0 0"
                        + " first subject token * 2 0 +0.0750 0 −0.0250"
                        + " middle subject tokens * 1 +0.0500 +0.1000 0 0"
                        + " last subject token * 2 +0.1500 +0.3500 +0.2500 0"
                        + " first subsequent token 1 0 0 +0.0500 +0.0500"
                        + " last token 2 0 +0.1000 +0.4000 +0.5500");
    }

    @Test
    void the_peak_of_each_role_has_its_interval_and_how_much_was_averaged() {
        assertThat(PageHtml.text(render(TWO)))
                .contains("Token role Tokens Facts Best layer Effect 95 % interval May be best"
                        + " Median of facts’ own best layers Mean of their maxima †"
                        + " before the subject 2 1 0 0 none – 0 0"
                        + " first subject token * 2 2 1 +0.0750 0.0500 to 0.1000 layer 1 1 +0.0750"
                        + " middle subject tokens * 1 1 1 +0.1000 none – 1 +0.1000"
                        + " last subject token * 2 2 1 +0.3500 0.3000 to 0.4000 layer 1 1 +0.3500");
    }

    @Test
    void how_intervals_were_made_is_said() {
        assertThat(PageHtml.text(render(TWO)))
                .contains("clean − corrupted probability of the answer; 95 % interval 0.4000 to 0.7000")
                .contains("All tokens of a role are pooled")
                .contains("percentile bootstrap over facts (1,000 resamples, seed 1)");
        assertThat(PageHtml.text(render(List.of(SampleTraces.small())))).contains("no interval, from a single fact");
    }

    @Test
    void under_each_averaged_heatmap_are_its_lines_by_layer() {
        assertThat(Xml.elements(PageHtml.parse(render(TWO)), "svg")).hasSize(2 * 3);
    }

    @Test
    void each_fact_has_a_row_with_its_baselines_and_its_best_cell_at_the_subject_by_kind() {
        String html = render(TWO);

        assertThat(Xml.elements(PageHtml.parse(html), "mark"))
                .extracting(Element::getTextContent)
                .containsExactly("Ann Lee", " Bo Mc Fly");
        assertThat(PageHtml.text(html))
                .contains("0 Ann Lee sings ·songs 0.8000 0.1000 +0.7000 +0.4000 layer 1 +0.2500 layer 1 0 layer 0 ")
                .contains(
                        "1 The singer Bo Mc Fly plays well ·songs 0.6000 0.2000 +0.4000 +0.3000 layer 1 0 layer 0 0 layer 0 ");
    }

    @Test
    void each_fact_has_a_small_picture_of_each_kind_that_says_what_it_shows() {
        List<Element> pictures = Xml.elements(PageHtml.parse(render(TWO)), "img");

        assertThat(pictures).hasSize(2 * 3);
        assertThat(pictures.get(0).getAttribute("alt"))
                .isEqualTo("hidden: 3 tokens by 4 layers; the subject’s highest cell is in layer 1, +0.4000");
    }

    @Test
    void the_cells_of_each_fact_are_there_for_the_script_to_the_last_bit_of_32() {
        JsonNode fact = data(render(TWO), "run-1-fact-0");

        assertThat(fact.path("prompt").asString()).isEqualTo("Ann Lee sings");
        assertThat(fact.path("subject").toString()).isEqualTo("[0,2]");
        assertThat(fact.path("tokens").path(1).path("label").toString()).isEqualTo("[\"\",\"·\",\"Lee\"]");
        assertThat(fact.path("tokens").path(1).path("role").asString()).isEqualTo("last subject token");
        FloatBuffer mlp = ByteBuffer.wrap(Base64.getDecoder()
                        .decode(fact.path("grids").path("mlp").asString()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        assertThat(mlp.remaining()).isEqualTo(12);
        assertThat(mlp.get(5)).isEqualTo(0.35f);
    }

    private static JsonNode data(String html, String id) {
        Matcher found = Pattern.compile("<script type=\"application/json\" id=\"" + id + "\">(.*?)</script>")
                .matcher(html);
        assertThat(found.find()).as(id).isTrue();
        return JsonMapper.shared().readTree(found.group(1));
    }

    @Test
    void facts_that_were_not_traced_are_listed_with_the_reason() {
        ListedPrompt listed =
                new ListedPrompt("x", Prompt.of("Eve <b>sings</b>", "Eve"), Optional.of("songs"), Optional.empty());
        FactTrace wrong = new FactTrace(
                listed, FactTrace.Outcome.WRONG, " loud", Optional.of("expected 'songs'"), Optional.empty());
        FactTrace failed =
                new FactTrace(listed, FactTrace.Outcome.FAILED, "", Optional.of("no such token"), Optional.empty());
        List<FactTrace> facts = new ArrayList<>(facts(TWO));
        facts.addAll(List.of(wrong, failed));
        String text = PageHtml.text(render(new TracingPart("demo", facts, SummarySettings.DEFAULT, PROVENANCE)));

        assertThat(text)
                .contains("Traced 2 facts of 4; 1 not completed as expected, 1 that cannot be traced")
                .contains("Not traced No. Prompt Why The model says 2 Eve <b>sings</b> expected 'songs' loud 3 Eve");
        assertThat(PageHtml.text(render(new TracingPart("demo", List.of(wrong), SummarySettings.DEFAULT, PROVENANCE))))
                .contains("None of the 1 facts was traced");
    }

    @Test
    void the_reader_is_warned_once_not_to_edit_where_tracing_peaks() {
        assertThat(PageHtml.text(render(TWO)))
                .containsOnlyOnce("The best layer to trace is not thereby the best layer to edit");
    }

    @Test
    void one_fact_is_an_average_of_its_own() {
        String html = render(List.of(SampleTraces.small()));

        assertThat(PageHtml.text(html)).contains("Traced 1 fact ").contains("Average total effect +0.7000");
        assertThat(PageHtml.texts(html, "figcaption").get(0))
                .contains("last subject token, layer 1: +0.400 (total effect +0.700).", "no interval");
    }

    @Test
    void provenance_comes_last_where_there_is_any() {
        assertThat(PageHtml.text(render(TWO)).strip()).endsWith("Command engram trace --prompt '<b>Ann</b>' Seed 1");
        assertThat(PageHtml.text(render(
                        new TracingPart("demo", facts(TWO), SummarySettings.DEFAULT, new Provenance(List.of())))))
                .doesNotContain("Provenance");
    }

    @Test
    void a_page_of_no_traces_is_refused() {
        assertThatThrownBy(() -> render(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no traces");
    }

    @Test
    void traces_that_have_no_common_average_are_refused() {
        TraceResult small = SampleTraces.small();
        TraceResult narrow = new TraceResult(
                small.prompt(),
                small.tokens(),
                small.subject(),
                small.answer(),
                small.cleanValue(),
                small.corruptedValue(),
                small.grids(),
                SampleTraces.conditions(10, 1));

        assertThatThrownBy(() -> render(List.of(small, narrow)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different windows")
                .hasMessageContaining("width=1");
        assertThatThrownBy(() -> render(List.of(small, SampleTraces.uniform(List.of("a", "b"), 4, 0.5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("different kinds")
                .hasMessageContaining("[HIDDEN]");
    }

    @Test
    void the_page_asks_for_nothing_and_runs_nothing() {
        PageHtml.assertAsksForNothing(render(TWO));
    }

    @Test
    void hostile_texts_stay_text() {
        String html = render(new TracingPart(
                "</title><script>alert(1)</script>\u202E\u0000",
                facts(List.of(SampleTraces.hostile(), SampleTraces.hostile())),
                SummarySettings.DEFAULT,
                new Provenance(List.of(new Provenance.Entry("<script>", "\u001B</dd><script>")))));

        assertThat(html).contains("<title>Causal traces of &lt;/title&gt;&lt;script&gt;");
        PageHtml.assertHarmless(html);
    }

    @Test
    void the_same_values_make_the_same_bytes() {
        assertThat(render(TWO)).isEqualTo(render(TWO));
    }

    private static String render(List<TraceResult> results) {
        return render(new TracingPart("demo", facts(results), SummarySettings.DEFAULT, PROVENANCE));
    }

    private static String render(TracingPart part) {
        return ReportPage.render(part);
    }

    private static List<FactTrace> facts(List<TraceResult> results) {
        return SampleTraces.facts(results);
    }
}
