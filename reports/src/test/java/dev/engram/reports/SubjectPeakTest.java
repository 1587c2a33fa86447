package dev.engram.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.tracing.AverageEffects;
import dev.engram.tracing.AverageEffects.RoleEffects;
import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TokenRole;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SubjectPeakTest {

    @Test
    void higher_effects_of_other_tokens_do_not_count() {
        SubjectPeak peak = SubjectPeak.of(averages(Map.of(
                TokenRole.FIRST_SUBJECT, effects(0.1, 0.2),
                TokenRole.LAST_SUBJECT, effects(0.3, 0.25),
                TokenRole.LAST, effects(0.1, 0.9))));

        assertThat(peak).isEqualTo(new SubjectPeak(TokenRole.LAST_SUBJECT, 0, 0.3));
        assertThat(peak.sentence())
                .isEqualTo(
                        "Among the subject's tokens the average effect is highest at the last subject token, layer 0:"
                                + " +0.3000.");
    }

    @Test
    void of_equal_effects_the_first_is_named() {
        assertThat(SubjectPeak.of(averages(Map.of(
                        TokenRole.FIRST_SUBJECT, effects(0, 0.3, 0.3),
                        TokenRole.LAST_SUBJECT, effects(0.3, 0, 0)))))
                .isEqualTo(new SubjectPeak(TokenRole.FIRST_SUBJECT, 1, 0.3));
    }

    @Test
    void where_nothing_is_brought_back_no_place_is_named() {
        assertThat(SubjectPeak.of(averages(Map.of(TokenRole.LAST_SUBJECT, effects(0, -0.1))))
                        .sentence())
                .isEqualTo("At no token of the subject and in no layer is the average effect above zero.");
    }

    @Test
    void averages_without_the_subject_are_refused() {
        assertThatThrownBy(() -> SubjectPeak.of(averages(Map.of(TokenRole.LAST, effects(0.1)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[LAST]");
    }

    private static AverageEffects averages(Map<TokenRole, RoleEffects> roles) {
        return new AverageEffects(RestoredState.HIDDEN, 2, 0.5, roles);
    }

    private static RoleEffects effects(double... byLayer) {
        return new RoleEffects(2, Arrays.stream(byLayer).boxed().toList());
    }
}
