package dev.engram.tracing.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.models.text.TokenSpan;
import dev.engram.testing.SeededCases;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TokenRole;
import dev.engram.tracing.TraceResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AverageEffectsTest {

    private static final double ROUNDING = 1e-12;
    private static final SummarySettings POOLED = new SummarySettings(Pooling.TOKENS, 200, 7);
    private static final SummarySettings BY_PROMPT = new SummarySettings(Pooling.PROMPTS, 200, 7);

    // Both prompts: subject at positions 0 to 2 of three or four tokens; the second has one middle token more.
    private static final TraceResult ONE =
            MadeTraces.trace(0.5, 0.1, new TokenSpan(0, 3), new double[][] {{.1, .2}, {.3, .1}, {.5, .4}, {.2, .5}});
    private static final TraceResult TWO = MadeTraces.trace(
            0.9, 0.2, new TokenSpan(0, 4), new double[][] {{.2, .2}, {.3, .2}, {.4, .2}, {.9, .4}, {.4, .9}});

    static Stream<Arguments> seeds() {
        return SeededCases.seeds(20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_order_of_the_prompts_changes_nothing(long seed) {
        List<TraceResult> traces = MadeTraces.random(new Random(seed), 15, 3);
        List<TraceResult> shuffled = new ArrayList<>(traces);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(averages(shuffled, POOLED)).isEqualTo(averages(traces, POOLED));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void poolings_agree_where_no_prompt_has_two_tokens_of_a_role(long seed) {
        List<TraceResult> traces = MadeTraces.oneTokenARole(new Random(seed), 15, 3);

        assertThat(averages(traces, BY_PROMPT).roles())
                .isEqualTo(averages(traces, POOLED).roles());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void an_interval_contains_its_mean(long seed) {
        AverageEffects averages = averages(MadeTraces.random(new Random(seed), 15, 3), POOLED);

        estimates(averages)
                .forEach(estimate -> assertThat(estimate.interval())
                        .hasValueSatisfying(interval -> assertThat(interval.contains(estimate.mean()))
                                .as("%s", estimate)
                                .isTrue()));
    }

    @Test
    void prompts_that_are_all_alike_have_bounds_that_are_equal() {
        AverageEffects averages = averages(Collections.nCopies(9, ONE), POOLED);

        estimates(averages).forEach(estimate -> {
            Interval interval = estimate.interval().orElseThrow();
            assertThat(interval.low()).isCloseTo(estimate.mean(), within(ROUNDING));
            assertThat(interval.high()).isCloseTo(estimate.mean(), within(ROUNDING));
        });
    }

    @Test
    void one_prompt_has_means_and_no_interval_and_tells_no_layers_apart() {
        AverageEffects averages = averages(List.of(TWO), POOLED);

        assertThat(estimates(averages)).extracting(Estimate::interval).containsOnly(Optional.empty());
        assertThat(averages.totalEffect().mean()).isCloseTo(0.7, within(ROUNDING));
        assertThat(averages.role(TokenRole.LAST_SUBJECT).contenders()).containsExactly(0, 1);
    }

    @Test
    void a_role_of_one_prompt_has_no_interval_beside_others_that_have() {
        TraceResult ends = MadeTraces.trace(0.6, 0.1, new TokenSpan(0, 1), new double[][] {{.2, .6}});

        AverageEffects averages = averages(List.of(ONE, ends), POOLED);

        assertThat(averages.role(TokenRole.LAST).prompts()).isEqualTo(1);
        assertThat(averages.role(TokenRole.LAST).byLayer().get(0).interval()).isEmpty();
        assertThat(averages.role(TokenRole.LAST_SUBJECT).byLayer().get(0).interval())
                .isPresent();
    }

    @Test
    void tokens_are_pooled() {
        AverageEffects averages = averages(List.of(ONE, TWO), POOLED);

        assertThat(averages.prompts()).isEqualTo(2);
        assertThat(averages.totalEffect().mean()).isCloseTo(0.55, within(ROUNDING));
        assertThat(averages.roles())
                .containsOnlyKeys(
                        TokenRole.FIRST_SUBJECT, TokenRole.MIDDLE_SUBJECT, TokenRole.LAST_SUBJECT, TokenRole.LAST);
        assertEffects(averages, TokenRole.FIRST_SUBJECT, 2, 0, 0.05);
        assertEffects(averages, TokenRole.MIDDLE_SUBJECT, 3, 0.5 / 3, 0);
        assertEffects(averages, TokenRole.LAST_SUBJECT, 2, 0.55, 0.25);
        assertEffects(averages, TokenRole.LAST, 2, 0.15, 0.55);
    }

    @Test
    void prompts_are_averaged_within_themselves_first_if_asked() {
        AverageEffects averages = averages(List.of(ONE, TWO), BY_PROMPT);

        assertEffects(averages, TokenRole.MIDDLE_SUBJECT, 3, (0.2 + 0.15) / 2, 0);
        assertEffects(averages, TokenRole.LAST_SUBJECT, 2, 0.55, 0.25);
    }

    @Test
    void of_two_prompts_the_bounds_are_their_own_means() {
        // A quarter of the resamples holds but one of them, another quarter but the other: more than 2.5 % each.
        AverageEffects averages = averages(List.of(ONE, TWO), POOLED);

        Interval middle = averages.role(TokenRole.MIDDLE_SUBJECT)
                .byLayer()
                .get(0)
                .interval()
                .orElseThrow();
        assertThat(middle.low()).isCloseTo(0.15, within(ROUNDING));
        assertThat(middle.high()).isCloseTo(0.2, within(ROUNDING));
        Interval total = averages.totalEffect().interval().orElseThrow();
        assertThat(total.low()).isCloseTo(0.4, within(ROUNDING));
        assertThat(total.high()).isCloseTo(0.7, within(ROUNDING));
    }

    @Test
    void peaks_are_those_of_a_role_of_all_and_of_the_subject() {
        AverageEffects averages = averages(List.of(ONE, TWO), POOLED);

        assertThat(averages.peak(TokenRole.LAST).layer()).isEqualTo(1);
        assertThat(averages.subjectPeak().role()).isEqualTo(TokenRole.LAST_SUBJECT);
        assertThat(averages.subjectPeak().layer()).isZero();
        assertThat(averages.subjectPeak().effect())
                .isEqualTo(averages.role(TokenRole.LAST_SUBJECT).byLayer().get(0));
        assertThat(averages.subjectPeak().contenders())
                .containsExactly(0); // 0.1 above the other layer in one, 0.5 in two
        assertThat(averages.peak()).isEqualTo(averages.subjectPeak());
    }

    @Test
    void of_equal_effects_the_first_role_and_then_the_first_layer_is_the_peak() {
        RoleEffects first = MadeAverages.role(1, 2, 2);
        AverageEffects averages = MadeAverages.of(
                new Estimate(3, Optional.empty()),
                Map.of(TokenRole.FIRST_SUBJECT, first, TokenRole.LAST_SUBJECT, MadeAverages.role(2, 0, 0)));

        assertThat(averages.subjectPeak().role()).isEqualTo(TokenRole.FIRST_SUBJECT);
        assertThat(averages.subjectPeak().layer()).isEqualTo(1);
    }

    @Test
    void each_prompt_has_a_peak_of_its_own() {
        AverageEffects averages = averages(List.of(ONE, TWO), POOLED);

        PromptPeaks last = averages.role(TokenRole.LAST).promptPeaks();
        assertThat(last.layerCounts()).containsExactly(0, 2);
        assertThat(last.meanMaximum().mean()).isCloseTo((0.4 + 0.7) / 2, within(ROUNDING));
        PromptPeaks middle = averages.role(TokenRole.MIDDLE_SUBJECT).promptPeaks();
        assertThat(middle.layerCounts()).containsExactly(2, 0);
        assertThat(middle.meanMaximum().mean()).as("over tokens too").isCloseTo((0.2 + 0.2) / 2, within(ROUNDING));
    }

    @Test
    void layers_that_differ_in_every_prompt_are_told_apart_although_their_intervals_overlap() {
        // Layer 1 is 0.01 above layer 0 in each prompt, and prompts differ by 0.1: only pairs show it.
        List<TraceResult> traces = Stream.of(0.1, 0.2, 0.3, 0.4, 0.5)
                .map(value -> MadeTraces.trace(0.9, 0.1, new TokenSpan(0, 1), new double[][] {
                    {value, value + 0.01, value + 0.01}, {0, 0, 0}
                }))
                .toList();

        RoleEffects effects = averages(traces, POOLED).role(TokenRole.LAST_SUBJECT);

        assertThat(effects.contenders()).containsExactly(1, 2);
        assertThat(effects.byLayer().get(0).interval().orElseThrow().high())
                .isGreaterThan(effects.byLayer().get(1).mean());
    }

    @Test
    void the_total_effect_is_the_same_for_every_kind_and_pooling() {
        List<TraceResult> traces = MadeTraces.random(new Random(1), 15, 3);

        assertThat(averages(traces, BY_PROMPT).totalEffect())
                .isEqualTo(averages(traces, POOLED).totalEffect());
    }

    @Test
    void an_average_over_nothing_is_refused() {
        assertThatThrownBy(() -> AverageEffects.of(List.of(), RestoredState.MLP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no traces");
    }

    @Test
    void traces_of_different_depths_have_no_common_average() {
        TraceResult deep = MadeTraces.trace(0.6, 0.1, new TokenSpan(0, 1), new double[][] {{.2, .6, .6}});

        assertThatThrownBy(() -> averages(List.of(ONE, deep), POOLED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2")
                .hasMessageContaining("3 layers");
    }

    @Test
    void a_kind_that_was_not_traced_is_refused() {
        assertThatThrownBy(() -> AverageEffects.of(List.of(ONE), RestoredState.MLP))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no mlp grid");
    }

    @Test
    void averages_without_the_subject_are_refused() {
        assertThatThrownBy(() -> MadeAverages.of(
                        new Estimate(1, Optional.empty()), Map.of(TokenRole.LAST, MadeAverages.role(0.1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[LAST]");
    }

    @Test
    void too_few_resamples_are_refused() {
        assertThatThrownBy(() -> new SummarySettings(Pooling.TOKENS, 39, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("39")
                .hasMessageContaining("40");
    }

    private static AverageEffects averages(List<TraceResult> traces, SummarySettings settings) {
        return AverageEffects.of(traces, RestoredState.HIDDEN, settings);
    }

    private static List<Estimate> estimates(AverageEffects averages) {
        List<Estimate> estimates = new ArrayList<>(List.of(averages.totalEffect()));
        averages.roles().values().forEach(role -> {
            estimates.addAll(role.byLayer());
            estimates.add(role.promptPeaks().meanMaximum());
        });
        return estimates;
    }

    private static void assertEffects(AverageEffects averages, TokenRole role, int tokens, double... byLayer) {
        RoleEffects effects = averages.role(role);
        assertThat(effects.tokens()).isEqualTo(tokens);
        assertThat(effects.prompts()).isEqualTo(2);
        for (int layer = 0; layer < byLayer.length; layer++) {
            assertThat(effects.means().get(layer))
                    .as(role + " layer " + layer)
                    .isCloseTo(byLayer[layer], within(ROUNDING));
        }
    }
}
