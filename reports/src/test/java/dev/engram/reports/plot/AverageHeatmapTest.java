package dev.engram.reports.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.engram.reports.SampleTraces;
import dev.engram.reports.Xml;
import dev.engram.reports.text.TerminalHeatmap;
import dev.engram.reports.text.TerminalStyle;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TokenRole;
import dev.engram.tracing.summary.AverageEffects;
import dev.engram.tracing.summary.Estimate;
import dev.engram.tracing.summary.PromptPeaks;
import dev.engram.tracing.summary.RoleEffects;
import dev.engram.tracing.summary.SummarySettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class AverageHeatmapTest {

    private static final AverageEffects HIDDEN =
            AverageEffects.of(List.of(SampleTraces.small(), SampleTraces.longer()), RestoredState.HIDDEN);

    @Test
    void rows_are_token_roles_in_order_and_columns_layers() {
        Heatmap heatmap = AverageHeatmap.of(HIDDEN);

        assertThat(heatmap.rows())
                .extracting(row -> row.label().plain())
                .containsExactly(
                        "before the subject",
                        "first subject token",
                        "middle subject tokens",
                        "last subject token",
                        "first subsequent token",
                        "last token");
        assertThat(heatmap.rows().get(3).values())
                .isEqualTo(HIDDEN.role(TokenRole.LAST_SUBJECT).means());
        assertThat(heatmap.columns().labels()).containsExactly("0", "1", "2", "3");
    }

    @Test
    void the_subjects_roles_are_marked_and_all_say_how_many_tokens_were_pooled() {
        List<HeatmapRow> rows = AverageHeatmap.of(HIDDEN).rows();

        assertThat(rows).extracting(HeatmapRow::marked).containsExactly(false, true, true, true, false, false);
        assertThat(rows)
                .extracting(HeatmapRow::detail)
                .startsWith(
                        "mean over 2 tokens of 1 fact", "mean over 2 tokens of 2 facts", "mean over 1 token of 1 fact");
    }

    @Test
    void titles_say_the_kind_and_how_many_facts() {
        assertThat(AverageHeatmap.of(HIDDEN).title()).isEqualTo("Restoring a single hidden state, mean over 2 facts");
        assertThat(AverageHeatmap.of(AverageEffects.of(List.of(SampleTraces.small()), RestoredState.MLP))
                        .title())
                .isEqualTo("Restoring MLP outputs, mean over 1 fact");
    }

    @Test
    void the_scale_goes_from_no_effect_to_the_highest() {
        ColorScale scale = scale(0.5, 0.1, 0.3);

        assertThat(scale.floor()).isEqualTo(new ScaleMark("no effect", 0));
        assertThat(scale.ceiling()).isEqualTo(new ScaleMark("highest", 0.3));
        assertThat(scale.marks()).containsExactly(new ScaleMark("total effect", 0.5));
    }

    @Test
    void a_negative_effect_is_the_floor_and_no_effect_a_mark() {
        ColorScale scale = scale(0.5, -0.1, 0.3);

        assertThat(scale.floor()).isEqualTo(new ScaleMark("lowest", -0.1));
        assertThat(scale.marks()).containsExactly(new ScaleMark("no effect", 0), new ScaleMark("total effect", 0.5));
    }

    @Test
    void a_rounding_error_under_zero_does_not_move_the_floor() {
        assertThat(scale(0.5, -1e-9, 0.3).floor()).isEqualTo(new ScaleMark("no effect", 0));
    }

    @Test
    void averages_in_which_nothing_happens_are_not_stretched_over_all_colours() {
        ColorScale scale = scale(0.5, 1e-9, 2e-9);

        assertThat(scale.high()).isCloseTo(0.005, within(1e-12));
        assertThat(scale.place(2e-9)).isLessThan(1e-6);
    }

    @Test
    void a_tooltip_shows_role_pooled_tokens_layer_and_effect() {
        List<Element> titles = Xml.elements(Xml.parse(HeatmapSvg.standalone(AverageHeatmap.of(HIDDEN))), "title");

        assertThat(titles)
                .extracting(Element::getTextContent)
                .contains("last subject token (mean over 2 tokens of 2 facts)\nlayer 1\nmean indirect effect 0.3500");
    }

    @Test
    void a_terminal_shows_each_role_by_its_whole_name() {
        String drawn = new TerminalHeatmap(TerminalStyle.ASCII, 80).render(AverageHeatmap.of(HIDDEN));

        assertThat(drawn)
                .contains("\n    last subject token * ")
                .contains("\nfirst subsequent token   ")
                .contains("-0.0250 lowest [ .:-=+*#%@] 0.5500 highest")
                .contains("mean indirect effect: 0 no effect, 0.5500 total effect");
    }

    private static ColorScale scale(double totalEffect, Double... means) {
        List<Estimate> byLayer = Stream.of(means)
                .map(mean -> new Estimate(mean, Optional.empty()))
                .toList();
        Estimate total = new Estimate(totalEffect, Optional.empty());
        RoleEffects role = new RoleEffects(1, 1, byLayer, List.of(0, 1), new PromptPeaks(List.of(0, 1), total));
        return AverageHeatmap.of(new AverageEffects(
                        RestoredState.MLP, SummarySettings.DEFAULT, 1, total, Map.of(TokenRole.LAST_SUBJECT, role)))
                .scale();
    }
}
