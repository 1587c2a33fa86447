package dev.engram.tracing.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TokenRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SummaryFindingTest {

    private static final Estimate TOTAL = MadeAverages.estimate(0.4, 0.55, 0.7);

    @Test
    void a_finding_names_the_place_how_sure_it_is_and_which_layers_are_as_good() {
        assertThat(finding(TOTAL, MadeAverages.role(100, List.of(0, 1), 0.25, 0.3, 0.15), 0.1, 0.2, 0.55))
                .isEqualTo("Over 100 facts, restoring the hidden state has its largest average effect among the"
                        + " subject's tokens at the last subject token, layer 1: +0.300 (95 % interval 0.200 to 0.400;"
                        + " total effect +0.550). These facts cannot tell which is the best of layers 0 and 1. The last"
                        + " token's reaches +0.550 (95 % interval 0.450 to 0.650) in layer 2, where the run is clean by"
                        + " construction.");
    }

    @Test
    void a_layer_of_its_own_and_no_layer_of_its_own_are_told() {
        assertThat(finding(TOTAL, MadeAverages.role(100, List.of(1), 0.1, 0.4, 0.1), 0, 0, 0.55))
                .contains("Every other layer of that role is told apart from it by these facts. The last token's");
        assertThat(finding(TOTAL, MadeAverages.role(0.3, 0.4, 0.3), 0, 0, 0.55))
                .contains("No layer of that role is told apart from it by these facts. The last token's");
    }

    @Test
    void windows_are_named_by_their_centre_and_not_clean_by_construction() {
        AverageEffects averages = MadeAverages.of(
                RestoredState.MLP,
                TOTAL,
                Map.of(
                        TokenRole.LAST_SUBJECT,
                        MadeAverages.role(0.3, 0.2),
                        TokenRole.LAST,
                        MadeAverages.role(0.05, 0.06)));

        assertThat(averages.finding())
                .contains("restoring MLP outputs")
                .contains("centre layer 0: +0.300")
                .contains("reaches +0.060 (95 % interval −0.040 to 0.160) in centre layer 1, which cannot be told from"
                        + " none.");
    }

    @Test
    void a_corruption_that_takes_nothing_leaves_nothing_to_find() {
        assertThat(finding(MadeAverages.estimate(-0.3, -0.1, 0.1), MadeAverages.role(0.3, 0.4), 0.1, 0.1))
                .isEqualTo(
                        "Over 100 facts, the corruption takes nothing from the answer (total effect −0.100), so there"
                                + " is nothing to bring back.");
    }

    @Test
    void a_total_effect_that_may_be_none_names_no_place() {
        assertThat(finding(MadeAverages.estimate(-0.1, 0.1, 0.3), MadeAverages.role(0.3, 0.4), 0.1, 0.1))
                .isEqualTo(
                        "Over 100 facts, the total effect is +0.100 (95 % interval −0.100 to 0.300): it cannot be told"
                                + " from none, and neither can what restoring brings back.");
    }

    @Test
    void an_effect_that_may_be_none_is_said_to_be_so() {
        assertThat(finding(TOTAL, MadeAverages.role(0.05, 0.04), 0, 0.55))
                .contains("layer 0: +0.050 (95 % interval −0.050 to 0.150; total effect +0.550), which cannot be told"
                        + " from none. The last token's")
                .doesNotContain("which is the best")
                .doesNotContain("told apart");
    }

    @Test
    void where_nothing_is_brought_back_no_place_is_named() {
        assertThat(finding(TOTAL, MadeAverages.role(0, -0.1), 0, 0.55))
                .startsWith(
                        "Over 100 facts, restoring the hidden state brings nothing back at any token of the subject, in"
                                + " no layer (total effect +0.550). The last token's");
    }

    @Test
    void an_effect_that_is_next_to_nothing_is_said_to_be_so() {
        Estimate total = MadeAverages.estimate(40, 50, 60);

        assertThat(finding(total, MadeAverages.role(0.3, 0.4), 0, 50))
                .contains("less than a hundredth of the total effect.");
    }

    @Test
    void few_facts_are_said_to_be_few() {
        RoleEffects role = MadeAverages.role(19, List.of(1), 0.2, 0.4);

        assertThat(MadeAverages.of(TOTAL, Map.of(TokenRole.LAST_SUBJECT, role)).finding())
                .startsWith("Over 19 facts,")
                .endsWith("With so few facts the intervals are too narrow.");
    }

    @Test
    void one_fact_has_no_interval() {
        RoleEffects role = MadeAverages.role(1, List.of(0, 1, 2), 0.2, 0.4, 0.1);

        assertThat(MadeAverages.of(new Estimate(0.5, Optional.empty()), Map.of(TokenRole.LAST_SUBJECT, role))
                        .finding())
                .isEqualTo(
                        "In the one fact traced, restoring the hidden state has its largest effect among the subject's"
                                + " tokens at the last subject token, layer 1: +0.400 (total effect +0.500). One fact says"
                                + " nothing of others, so there is no interval.");
    }

    @Test
    void a_subject_that_ends_the_prompt_is_clean_by_construction_in_the_last_layer() {
        RoleEffects role = MadeAverages.role(0.2, 0.5);

        assertThat(MadeAverages.of(TOTAL, Map.of(TokenRole.LAST_SUBJECT, role)).finding())
                .contains("There the run is clean by construction in all of them, since the subject's last token is the"
                        + " prompt's.");
    }

    @Test
    void effects_need_not_be_probabilities() {
        assertThat(finding(MadeAverages.estimate(11, 12.5, 14), MadeAverages.role(3.25, 2), 0, 12.5))
                .contains("layer 0: +3.25 (95 % interval 3.15 to 3.35; total effect +12.5)");
    }

    @Test
    void layers_are_listed_as_ranges() {
        assertThat(LayerText.of(List.of(4))).isEqualTo("layer 4");
        assertThat(LayerText.of(List.of(3, 4))).isEqualTo("layers 3 and 4");
        assertThat(LayerText.of(List.of(1, 3, 7, 8, 9, 10))).isEqualTo("layers 1, 3 and 7 to 10");
        assertThat(LayerText.of(IntStream.range(7, 12).boxed().toList())).isEqualTo("layers 7 to 11");
        assertThat(LayerText.of(List.of(1, 3, 5, 7, 9))).isEqualTo("5 layers from 1 to 9");
    }

    @Test
    void another_place_of_the_subject_that_may_be_as_good_is_named() {
        AverageEffects averages = MadeAverages.of(
                TOTAL,
                Map.of(
                        TokenRole.FIRST_SUBJECT, MadeAverages.role(0.35, 0),
                        TokenRole.MIDDLE_SUBJECT, MadeAverages.role(0, 0),
                        TokenRole.LAST_SUBJECT, MadeAverages.role(0.3, 0.4)));

        assertThat(averages.finding())
                .contains("The interval at the first subject token, layer 0, overlaps with that.")
                .doesNotContain("middle");
    }

    @Test
    void a_place_that_not_all_facts_have_is_said_to_be_so() {
        RoleEffects last = MadeAverages.role(0.1, 0.1);

        assertThat(finding(MadeAverages.role(12, List.of(0), 0.4, 0.1), last))
                .contains("at the first subject token, layer 0, in the 12 facts that have one: +0.400")
                .endsWith("With so few facts the intervals are too narrow.");
        assertThat(finding(MadeAverages.role(1, List.of(0, 1), 0.4, 0.1), last))
                .contains("layer 0, in the one fact that has one: +0.400 (total effect +0.550).")
                .endsWith("One fact says nothing of others, so there is no interval.");
    }

    private static String finding(RoleEffects first, RoleEffects last) {
        return new AverageEffects(
                        RestoredState.HIDDEN,
                        SummarySettings.DEFAULT,
                        100,
                        TOTAL,
                        Map.of(TokenRole.FIRST_SUBJECT, first, TokenRole.LAST_SUBJECT, last))
                .finding();
    }

    @Test
    void small_effects_keep_their_digits() {
        assertThat(EffectText.withInterval(MadeAverages.estimate(-2e-3, 0.0123, 0.03)))
                .isEqualTo("+0.0123 (95 % interval −0.0020 to 0.0300)");
        assertThat(EffectText.mean(new Estimate(1.23e-7, Optional.empty()))).isEqualTo("+1.2e-7");
        assertThat(EffectText.mean(new Estimate(0, Optional.empty()))).isEqualTo("0.00");
        assertThat(EffectText.mean(new Estimate(-123.4, Optional.empty()))).isEqualTo("−123");
    }

    private static String finding(Estimate total, RoleEffects subject, double... last) {
        return MadeAverages.of(total, Map.of(TokenRole.LAST_SUBJECT, subject, TokenRole.LAST, MadeAverages.role(last)))
                .finding();
    }
}
