package dev.engram.tracing.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.engram.tracing.RestoredState;
import dev.engram.tracing.TokenRole;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the records of a summary refuse. */
class SummaryValuesTest {

    @Test
    void an_interval_has_finite_bounds_in_order() {
        assertThat(new Interval(0.1, 0.1).contains(0.1)).isTrue();
        assertThatThrownBy(() -> new Interval(0.2, 0.1)).hasMessageContaining("from 0.2 to 0.1");
        assertThatThrownBy(() -> new Interval(Double.NaN, 0.1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Interval(0, Double.POSITIVE_INFINITY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_mean_is_finite_and_may_exceed_one() {
        assertThat(new Estimate(-7.5, Optional.empty()).mean()).isEqualTo(-7.5);
        assertThatThrownBy(() -> new Estimate(Double.NaN, Optional.empty())).hasMessageContaining("NaN");
    }

    @Test
    void only_an_interval_above_zero_is_above_zero() {
        assertThat(MadeAverages.estimate(0.1, 0.2, 0.3).isAboveZero()).isTrue();
        assertThat(MadeAverages.estimate(0, 0.2, 0.3).isAboveZero()).isFalse();
        assertThat(new Estimate(0.2, Optional.empty()).isAboveZero()).isFalse();
    }

    @Test
    void a_best_layer_is_among_its_contenders() {
        assertThatThrownBy(() -> MadeAverages.role(9, List.of(0), 0.1, 0.2)).hasMessageContaining("layer 1");
        assertThatThrownBy(() -> new Peak(TokenRole.LAST, 3, MadeAverages.estimate(0, 0, 0), List.of(1)))
                .hasMessageContaining("layer 3");
    }

    @Test
    void roles_have_the_layers_and_at_most_the_prompts_of_the_averages() {
        RoleEffects subject = MadeAverages.role(9, List.of(0), 0.1);

        assertThatThrownBy(() -> averages(Map.of(
                        TokenRole.LAST_SUBJECT, subject, TokenRole.LAST, MadeAverages.role(9, List.of(1), 0.1, 0.2))))
                .hasMessageContaining("last token: 2 layers");
        assertThatThrownBy(() -> averages(Map.of(
                        TokenRole.LAST_SUBJECT, subject, TokenRole.LAST, MadeAverages.role(10, List.of(0), 0.1))))
                .hasMessageContaining("10 prompts");
    }

    private static AverageEffects averages(Map<TokenRole, RoleEffects> roles) {
        return new AverageEffects(
                RestoredState.HIDDEN, SummarySettings.DEFAULT, 9, MadeAverages.estimate(0, 0.1, 0.2), roles);
    }
}
