package dev.engram.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.engram.datasets.Prompt;
import dev.engram.models.text.Token;
import dev.engram.models.text.TokenSequence;
import dev.engram.models.text.TokenSpan;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AverageEffectsTest {

    private static final TokenSpan SUBJECT = new TokenSpan(2, 6);

    @Test
    void every_position_has_the_role_of_the_papers_figure() {
        List<TokenRole> roles = IntStream.range(0, 10)
                .mapToObj(position -> TokenRole.of(position, SUBJECT, 10))
                .toList();

        assertThat(roles)
                .containsExactly(
                        TokenRole.BEFORE_SUBJECT,
                        TokenRole.BEFORE_SUBJECT,
                        TokenRole.FIRST_SUBJECT,
                        TokenRole.MIDDLE_SUBJECT,
                        TokenRole.MIDDLE_SUBJECT,
                        TokenRole.LAST_SUBJECT,
                        TokenRole.FIRST_SUBSEQUENT,
                        TokenRole.FURTHER,
                        TokenRole.FURTHER,
                        TokenRole.LAST);
    }

    @Test
    void short_subjects_and_prompts_keep_the_roles_that_decide() {
        assertThat(TokenRole.of(0, new TokenSpan(0, 1), 3)).isEqualTo(TokenRole.LAST_SUBJECT);
        assertThat(TokenRole.of(1, new TokenSpan(0, 1), 2)).isEqualTo(TokenRole.LAST);
        assertThat(TokenRole.of(2, new TokenSpan(1, 3), 3)).isEqualTo(TokenRole.LAST_SUBJECT);
    }

    @Test
    void a_position_outside_of_the_prompt_is_refused() {
        assertThatThrownBy(() -> TokenRole.of(3, new TokenSpan(0, 1), 3)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void effects_are_pooled_over_tokens() {
        // Both prompts: subject at positions 0 to 2 of three or four tokens; the second has one middle token more.
        TraceResult one = trace(0.5, 0.1, new TokenSpan(0, 3), new double[][] {{.1, .2}, {.3, .1}, {.5, .4}, {.2, .5}});
        TraceResult two =
                trace(0.9, 0.2, new TokenSpan(0, 4), new double[][] {{.2, .2}, {.3, .2}, {.4, .2}, {.9, .4}, {.4, .9}});

        AverageEffects averages = AverageEffects.of(List.of(one, two), RestoredState.HIDDEN);

        assertThat(averages.facts()).isEqualTo(2);
        assertThat(averages.totalEffect()).isCloseTo(0.55, within(1e-12));
        assertThat(averages.roles())
                .containsOnlyKeys(
                        TokenRole.FIRST_SUBJECT, TokenRole.MIDDLE_SUBJECT, TokenRole.LAST_SUBJECT, TokenRole.LAST);
        assertEffects(averages, TokenRole.FIRST_SUBJECT, 2, 0, 0.05);
        assertEffects(averages, TokenRole.MIDDLE_SUBJECT, 3, 0.5 / 3, 0);
        assertEffects(averages, TokenRole.LAST_SUBJECT, 2, 0.55, 0.25);
        assertEffects(averages, TokenRole.LAST, 2, 0.15, 0.55);
        assertThat(averages.role(TokenRole.LAST_SUBJECT).bestLayer()).isZero();
        assertThat(averages.role(TokenRole.LAST).bestLayer()).isEqualTo(1);
    }

    @Test
    void an_average_over_nothing_is_refused() {
        assertThatThrownBy(() -> AverageEffects.of(List.of(), RestoredState.MLP))
                .hasMessageContaining("no traces");
    }

    private static void assertEffects(AverageEffects averages, TokenRole role, int tokens, double... byLayer) {
        AverageEffects.RoleEffects effects = averages.role(role);
        assertThat(effects.tokens()).isEqualTo(tokens);
        for (int layer = 0; layer < byLayer.length; layer++) {
            assertThat(effects.byLayer().get(layer))
                    .as(role + " layer " + layer)
                    .isCloseTo(byLayer[layer], within(1e-12));
        }
    }

    private static TraceResult trace(double clean, double corrupted, TokenSpan subject, double[][] rows) {
        String text = "abcdefgh".substring(0, rows.length);
        List<Token> tokens = IntStream.range(0, rows.length)
                .mapToObj(i -> new Token(i, text.substring(i, i + 1), i, i + 1))
                .toList();
        double[] values = IntStream.range(0, rows.length * 2)
                .mapToDouble(i -> rows[i / 2][i % 2])
                .toArray();
        return new TraceResult(
                Prompt.of(text, text.substring(0, subject.to())),
                new TokenSequence(text, tokens),
                subject,
                new Token(9, "x", rows.length, rows.length),
                clean,
                corrupted,
                Map.of(RestoredState.HIDDEN, TraceGrid.of(rows.length, 2, values)),
                new TraceSettings(0.1, 10, 1, new RestoreWindow(10, RestoreWindow.Convention.CODE)));
    }
}
